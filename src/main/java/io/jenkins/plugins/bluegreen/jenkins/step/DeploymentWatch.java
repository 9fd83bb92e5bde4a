package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.model.Event;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Writes what happens to a deployment into a build's log: each event once, and why it waits only when that changes. */
final class DeploymentWatch implements ProgressListener {
    private static final Pattern NUMBERS = Pattern.compile("\\d[\\d.smhd]*+");

    private final Consumer<String> log;
    private volatile String status = "starting";
    private String lastWait = "";

    DeploymentWatch(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public synchronized void progressed(Progress progress) {
        for (Event event : progress.events()) {
            log.accept(event.sentence());
        }
        String wait = progress.waitingFor();
        if (!wait.isEmpty() && !isSameButForNumbers(wait, lastWait)) {
            log.accept("waiting: " + wait);
        }
        lastWait = wait;
        status = progress.deployment().phase().words() + (wait.isEmpty() ? "" : ": " + wait);
    }

    /** Whether two sentences tell the same, at another time or count. */
    static boolean isSameButForNumbers(String one, String other) {
        return NUMBERS.matcher(one)
                .replaceAll("#")
                .equals(NUMBERS.matcher(other).replaceAll("#"));
    }

    /** Where it stands, in a few words. */
    String status() {
        return status;
    }
}

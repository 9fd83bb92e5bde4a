package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.model.Event;
import java.util.function.Consumer;

/** Writes what happens to a deployment into a build's log: each event once, and why it waits only when that changes. */
final class DeploymentWatch implements ProgressListener {
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
        String shape = wait.replaceAll("\\d+(\\.\\d+)?", "#");
        if (!wait.isEmpty() && !shape.equals(lastWait)) {
            log.accept("waiting: " + wait);
        }
        lastWait = shape;
        status = progress.deployment().phase().words() + (wait.isEmpty() ? "" : ": " + wait);
    }

    /** Where it stands, in a few words. */
    String status() {
        return status;
    }
}

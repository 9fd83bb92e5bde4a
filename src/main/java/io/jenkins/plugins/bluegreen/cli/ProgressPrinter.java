package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Shows a deployment as it goes. Every event is a line. On a terminal a last line moves: the split as a bar, counts, what is being
 * waited for. Elsewhere that is printed when it changes, and every 30 seconds so that nobody wonders.
 */
final class ProgressPrinter implements ProgressListener {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final int BAR = 20;
    private static final String CLEAR = "\r\u001b[2K";

    private final PrintWriter out;
    private final Screen screen;
    private String lastWait = "";
    private Instant lastLine = Instant.EPOCH;
    private boolean lineOpen;
    private boolean ended;

    ProgressPrinter(PrintWriter out, Screen screen) {
        this.out = out;
        this.screen = screen;
    }

    @Override
    public synchronized void progressed(Progress progress) {
        if (ended) {
            return;
        }
        for (Event event : progress.events()) {
            line(screen.dim(CLOCK.format(event.at())) + "  " + event.sentence());
        }
        if (screen.isTerminal()) {
            out.print(CLEAR + screen.bar(green(progress), BAR) + "  "
                    + screen.clip(standing(progress), BAR + Screen.AROUND_BAR + 2));
            out.flush();
            lineOpen = true;
        } else if (isNews(progress)) {
            line(CLOCK.format(progress.at()) + "    " + screen.bar(green(progress), BAR) + "  " + standing(progress));
            lastLine = progress.at();
        }
        lastWait = shape(progress.waitingFor());
    }

    private boolean isNews(Progress progress) {
        boolean changed = !progress.waitingFor().isEmpty()
                && !shape(progress.waitingFor()).equals(lastWait);
        boolean heartbeat = Duration.between(lastLine, progress.at()).compareTo(HEARTBEAT) >= 0;
        return changed || heartbeat;
    }

    /** Numbers count up and down; the sentence is news when its words change. */
    private static String shape(String sentence) {
        return sentence.replaceAll("\\d+", "#");
    }

    private static int green(Progress progress) {
        return progress.deployment().traffic().asked().on(Colour.GREEN);
    }

    /** What is waited for comes first: a narrow terminal cuts off the rest. */
    private static String standing(Progress progress) {
        String counts = progress.total().requests() + " probes, "
                + progress.total().lost() + " lost, " + progress.total().badAnswers() + " bad; way back "
                + progress.rollbackBound().toSeconds() + " s at most";
        return progress.waitingFor().isEmpty() ? counts : progress.waitingFor() + " (" + counts + ")";
    }

    private void line(String text) {
        out.println((lineOpen ? CLEAR : "") + text);
        out.flush();
        lineOpen = false;
    }

    @Override
    public synchronized void stopped(String reason) {
        line("no longer driven here: " + reason);
    }

    /** Nothing is shown after this, though the deployment may go on. */
    synchronized void end() {
        ended = true;
        if (lineOpen) {
            out.println();
            out.flush();
            lineOpen = false;
        }
    }
}

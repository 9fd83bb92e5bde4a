package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Shows a deployment as it goes. Every event is a line. On a terminal a last line moves: phase, bar of the split, counts, what is being
 * waited for. Elsewhere that is printed when it changes, and every 30 seconds so that nobody wonders.
 */
final class ProgressPrinter implements ProgressListener {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final int BAR = 20;
    private static final int WIDTH = 150;

    private final PrintWriter out;
    private final boolean terminal;
    private String lastWait = "";
    private Instant lastLine = Instant.EPOCH;
    private boolean lineOpen;
    private boolean ended;

    ProgressPrinter(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void progressed(Progress progress) {
        if (ended) {
            return;
        }
        for (Event event : progress.events()) {
            line(CLOCK.format(event.at()) + "  " + event.sentence());
        }
        String status = status(progress);
        if (terminal) {
            out.print("\r\u001b[2K" + (status.length() > WIDTH ? status.substring(0, WIDTH) : status));
            out.flush();
            lineOpen = true;
        } else if (isNews(progress)) {
            line(CLOCK.format(progress.at()) + "    " + status);
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

    private static String status(Progress progress) {
        TrafficSplit split = progress.deployment().traffic().asked();
        int green = split.on(Colour.GREEN) * BAR / 100;
        String bar = "blue " + "#".repeat(BAR - green) + "-".repeat(green) + " green " + split.green() + "%";
        return bar + "  " + progress.total().requests() + " probes, "
                + progress.total().lost() + " lost, " + progress.total().badAnswers()
                + " answered badly, back in at most "
                + progress.rollbackBound().toSeconds() + " s"
                + (progress.waitingFor().isEmpty() ? "" : "  " + progress.waitingFor());
    }

    private void line(String text) {
        out.println((lineOpen ? "\r\u001b[2K" : "") + text);
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

package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.report.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the load client wrote down, read back: the independent witness of a demonstration. */
final class ClientLog {
    /**
     * One line.
     *
     * @param due when it was to be sent
     * @param over when the answer was complete
     * @param colour the side that answered; empty if no application did
     */
    record Line(Instant due, Instant over, String kind, int status, Optional<Colour> colour, String release) {
        /** No answer, or one that the load balancer made up because no application gave it one. */
        boolean isLost() {
            return sample().isLost();
        }

        /** An application's own error. */
        boolean isBadAnswer() {
            return sample().isBadAnswer();
        }

        Sample sample() {
            double latency = Math.max(0, Duration.between(due, over).toNanos() / 1e6);
            return new Sample(due, colour, status, latency);
        }
    }

    private final Path file;

    ClientLog(Path file) {
        this.file = file;
    }

    /** The lines that were due in a time, in the order in which they were over. */
    List<Line> between(Instant from, Instant to) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] parts = text.split(",", -1);
            if (parts.length == 6) {
                Line line = new Line(
                        instant(parts[0]),
                        instant(parts[1]),
                        parts[2],
                        Integer.parseInt(parts[3]),
                        parts[4].isEmpty() ? Optional.empty() : colour(parts[4]),
                        parts[5]);
                if (!line.due().isBefore(from) && line.due().isBefore(to)) {
                    lines.add(line);
                }
            }
        }
        lines.sort(Comparator.comparing(Line::over));
        return lines;
    }

    private static Optional<Colour> colour(String word) {
        return List.of(Colour.values()).stream()
                .filter(colour -> colour.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochSecond(0, Math.round(Double.parseDouble(millis) * 1e6));
    }

    /** The longest time in which no request was answered well. */
    static Duration longestGap(List<Line> lines) {
        Duration longest = Duration.ZERO;
        Instant last = null;
        for (Line line : lines) {
            if (!line.isLost() && !line.isBadAnswer() && line.kind().equals("request")) {
                if (last != null && Duration.between(last, line.over()).compareTo(longest) > 0) {
                    longest = Duration.between(last, line.over());
                }
                last = line.over();
            }
        }
        return longest;
    }
}

package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Colour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Requests over time, counted in bins of equal length: many samples as few points.
 *
 * @param width length of a bin
 * @param bins those with at least one sample, in order of time
 */
record RequestSeries(Duration width, List<Bin> bins) {
    private static final int MOST_BINS = 240;
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6));

    /**
     * One length of time.
     *
     * @param nobody requests that no side answered
     */
    record Bin(Instant at, Counts blue, Counts green, Counts nobody) {
        Counts on(Colour colour) {
            return colour == Colour.BLUE ? blue : green;
        }

        long requests() {
            return blue.requests + green.requests + nobody.requests;
        }

        long failures() {
            return lost() + badAnswers();
        }

        long lost() {
            return blue.lost + green.lost + nobody.lost;
        }

        long badAnswers() {
            return blue.badAnswers + green.badAnswers + nobody.badAnswers;
        }
    }

    /**
     * Requests answered by one side.
     *
     * @param lost requests that no application answered, or whose answer broke off
     * @param badAnswers server errors of the application
     * @param p50Millis median latency of the answered ones; NaN if there is none
     * @param p95Millis 95th percentile, nearest rank; NaN if there is none
     */
    record Counts(long requests, long lost, long badAnswers, double p50Millis, double p95Millis) {
        static Counts of(List<Sample> samples, Predicate<Sample> which) {
            List<Sample> ours = samples.stream().filter(which).toList();
            double[] latencies = ours.stream()
                    .filter(sample -> sample.status() > 0)
                    .mapToDouble(Sample::latencyMillis)
                    .sorted()
                    .toArray();
            return new Counts(
                    ours.size(),
                    ours.stream().filter(Sample::isLost).count(),
                    ours.stream().filter(Sample::isBadAnswer).count(),
                    percentile(latencies, 0.5),
                    percentile(latencies, 0.95));
        }

        long failures() {
            return lost + badAnswers;
        }

        private static double percentile(double[] sorted, double part) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
        }
    }

    static RequestSeries of(List<Sample> samples) {
        if (samples.isEmpty()) {
            return new RequestSeries(WIDTHS.get(0), List.of());
        }
        List<Sample> inOrder =
                samples.stream().sorted(Comparator.comparing(Sample::at)).toList();
        Instant first = inOrder.get(0).at();
        Duration width =
                widthFor(Duration.between(first, inOrder.get(inOrder.size() - 1).at()));
        Map<Long, List<Sample>> byBin = new TreeMap<>();
        for (Sample sample : inOrder) {
            long index = Duration.between(first, sample.at()).dividedBy(width);
            byBin.computeIfAbsent(index, i -> new ArrayList<>()).add(sample);
        }
        List<Bin> bins = new ArrayList<>();
        byBin.forEach((index, inBin) -> bins.add(bin(first.plus(width.multipliedBy(index)), inBin)));
        return new RequestSeries(width, List.copyOf(bins));
    }

    /** All samples as one bin: the totals. */
    static Bin totals(List<Sample> samples) {
        Instant at =
                samples.stream().map(Sample::at).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        return bin(at, samples);
    }

    /** Longest time between two good answers in a row; zero with fewer than two. */
    static Duration longestGap(List<Sample> samples) {
        Duration longest = Duration.ZERO;
        Optional<Instant> before = Optional.empty();
        List<Instant> good = samples.stream()
                .filter(sample -> !sample.isFailure())
                .map(Sample::at)
                .sorted()
                .toList();
        for (Instant at : good) {
            Duration gap = before.map(b -> Duration.between(b, at)).orElse(Duration.ZERO);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            before = Optional.of(at);
        }
        return longest;
    }

    private static Bin bin(Instant at, List<Sample> samples) {
        return new Bin(
                at,
                Counts.of(samples, sample -> sample.colour().equals(Optional.of(Colour.BLUE))),
                Counts.of(samples, sample -> sample.colour().equals(Optional.of(Colour.GREEN))),
                Counts.of(samples, sample -> sample.colour().isEmpty()));
    }

    private static Duration widthFor(Duration whole) {
        return WIDTHS.stream()
                .filter(width -> whole.dividedBy(width) < MOST_BINS)
                .findFirst()
                .orElse(WIDTHS.get(WIDTHS.size() - 1));
    }
}

package io.jenkins.plugins.bluegreen.local.cloudwatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** A value that was seen {@code count} times at a moment. */
record Sample(Instant at, double value, double count) {

    /**
     * One statistic over the samples of a period; none without samples.
     *
     * @param statistic {@code Sum}, {@code Average}, {@code Minimum}, {@code Maximum}, {@code SampleCount}, or a percentile like {@code p99}
     */
    static OptionalDouble statistic(List<Sample> samples, String statistic) {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        double count = samples.stream().mapToDouble(Sample::count).sum();
        double sum = samples.stream()
                .mapToDouble(sample -> sample.value() * sample.count())
                .sum();
        return switch (statistic) {
            case "Sum" -> OptionalDouble.of(sum);
            case "SampleCount" -> OptionalDouble.of(count);
            case "Average" -> OptionalDouble.of(sum / count);
            case "Minimum" -> samples.stream().mapToDouble(Sample::value).min();
            case "Maximum" -> samples.stream().mapToDouble(Sample::value).max();
            default ->
                statistic.matches("p[0-9]{1,2}(\\.[0-9]{1,10})?|p100")
                        ? percentile(samples, count * Double.parseDouble(statistic.substring(1)) / 100)
                        : OptionalDouble.empty();
        };
    }

    private static OptionalDouble percentile(List<Sample> samples, double rank) {
        double seen = 0;
        double last = 0;
        for (Sample sample : samples.stream()
                .sorted(Comparator.comparingDouble(Sample::value))
                .toList()) {
            seen += sample.count();
            last = sample.value();
            if (seen >= rank) {
                break;
            }
        }
        return OptionalDouble.of(last);
    }
}

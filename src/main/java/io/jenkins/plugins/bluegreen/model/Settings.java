package io.jenkins.plugins.bluegreen.model;

import java.util.Objects;

/**
 * How an environment wants to be deployed to; the defaults are good for the five-minute and two-minute promises.
 *
 * @param timing how long things may and must take
 * @param thresholds when a guard says no
 * @param propagationGate whether weights must be observed in live traffic before a deployment goes on. Off = read-back and timers
 *     only, as other tools do it; only for load balancers that cannot be probed from here
 * @param minimumSize fewest instances a side gets, from 1, even if the live side has fewer
 * @param insufficientDataReason why an alarm without data may be ignored; empty = it may not
 * @param probePath what probes ask for. {@code /health} tells whether an instance can serve; a page that users ask for tells whether it
 *     serves them well
 * @param instancePrice what an instance costs, for receipts
 */
public record Settings(
        Timing timing,
        Thresholds thresholds,
        boolean propagationGate,
        int minimumSize,
        String insufficientDataReason,
        String probePath,
        InstancePrice instancePrice) {
    public static final Settings DEFAULT =
            new Settings(Timing.DEFAULT, Thresholds.DEFAULT, true, 1, "", "/health", InstancePrice.UNKNOWN);

    public Settings {
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(thresholds, "thresholds");
        insufficientDataReason = Text.orEmpty(insufficientDataReason);
        instancePrice = instancePrice == null ? InstancePrice.UNKNOWN : instancePrice;
        if (probePath == null || !probePath.startsWith("/")) {
            throw new IllegalArgumentException(
                    "probe path '" + probePath + "' does not begin with /: write for example /health");
        }
        if (minimumSize < 1) {
            throw new IllegalArgumentException(
                    "minimum size " + minimumSize + " is below 1: a side needs an instance to take traffic");
        }
    }

    public Settings with(Timing other) {
        return new Settings(
                other, thresholds, propagationGate, minimumSize, insufficientDataReason, probePath, instancePrice);
    }

    public Settings with(Thresholds other) {
        return new Settings(
                timing, other, propagationGate, minimumSize, insufficientDataReason, probePath, instancePrice);
    }

    public Settings with(InstancePrice other) {
        return new Settings(timing, thresholds, propagationGate, minimumSize, insufficientDataReason, probePath, other);
    }

    public Settings withPropagationGate(boolean on) {
        return new Settings(timing, thresholds, on, minimumSize, insufficientDataReason, probePath, instancePrice);
    }
}

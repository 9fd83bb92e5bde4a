package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;

/**
 * When a guard says no, and how much it must have seen to say yes.
 *
 * @param badProbes bad probes among the last {@code probeWindow} that fail the new side
 * @param probeWindow how many of the last probes of the new side are looked at
 * @param latencyLimit most the 95th percentile of probes may take
 * @param minimumSample fewest probes for a verdict on latency or verification
 * @param comparisonSample fewest probes of each side for the comparison of new with old
 * @param silentProbes fewest probes in a row, on every node, without an answer of a side, before it counts as silent
 * @param probesPerNode probes a round sends to every node while a weight write is being observed
 * @param rollbackLimit longest worst case of a rollback with which a deployment may go on
 */
public record Thresholds(
        int badProbes,
        int probeWindow,
        Duration latencyLimit,
        int minimumSample,
        int comparisonSample,
        int silentProbes,
        int probesPerNode,
        Duration rollbackLimit) {
    public static final Thresholds DEFAULT =
            new Thresholds(3, 5, Duration.ofMillis(200), 20, 50, 20, 10, Duration.ofSeconds(120));

    public Thresholds {
        inRange("bad probes", badProbes, 1, probeWindow);
        inRange("probe window", probeWindow, 1, 1000);
        inRange("minimum sample", minimumSample, 1, 10_000);
        inRange("comparison sample", comparisonSample, 10, 10_000);
        inRange("silent probes", silentProbes, 1, 1000);
        inRange("probes per node", probesPerNode, 1, 100);
        if (latencyLimit.isNegative()
                || latencyLimit.isZero()
                || rollbackLimit.isNegative()
                || rollbackLimit.isZero()) {
            throw new IllegalArgumentException("latency limit " + latencyLimit + " and rollback limit " + rollbackLimit
                    + " must be longer than 0");
        }
    }

    private static void inRange(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is out of range: " + min + " to " + max);
        }
    }
}

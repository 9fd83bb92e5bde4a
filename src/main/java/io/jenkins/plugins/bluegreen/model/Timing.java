package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;

/**
 * How long things may and must take. All lengths of time are at least zero.
 *
 * @param probeInterval between two rounds of probes while traffic moves or is judged
 * @param settleFloor shortest time from the read-back of a weight write until it may count as landed, whatever the probes say
 * @param scaleInFloor shortest time without traffic before a side may lose capacity; users of other tools needed 120 s
 * @param keepWindow how long the old side stays rollback-ready after everything has moved
 * @param approvalExpiry how long a verified deployment waits for a person before it is taken back
 * @param prepareDeadline from the order to a healthy new side
 * @param verifyDeadline from a healthy new side to a verdict
 * @param shiftDeadline from a weight write to its landing in live traffic, and for the old side to be ready again
 * @param rollbackDeadline from the decision to roll back until a person is called
 * @param retireDeadline for draining, and again for scaling the old side down, until a person is called
 */
public record Timing(
        Duration probeInterval,
        Duration settleFloor,
        Duration scaleInFloor,
        Duration keepWindow,
        Duration approvalExpiry,
        Duration prepareDeadline,
        Duration verifyDeadline,
        Duration shiftDeadline,
        Duration rollbackDeadline,
        Duration retireDeadline) {
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(120),
            Duration.ofMinutes(10),
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20));

    public Timing {
        positive("probe interval", probeInterval);
        notNegative("settle floor", settleFloor);
        notNegative("scale-in floor", scaleInFloor);
        notNegative("keep window", keepWindow);
        positive("approval expiry", approvalExpiry);
        positive("prepare deadline", prepareDeadline);
        positive("verify deadline", verifyDeadline);
        positive("shift deadline", shiftDeadline);
        positive("rollback deadline", rollbackDeadline);
        positive("retire deadline", retireDeadline);
    }

    /** The same with other floors: for rehearsals on a load balancer whose propagation is known. */
    public Timing withFloors(Duration probes, Duration settle, Duration scaleIn, Duration keep) {
        return new Timing(
                probes,
                settle,
                scaleIn,
                keep,
                approvalExpiry,
                prepareDeadline,
                verifyDeadline,
                shiftDeadline,
                rollbackDeadline,
                retireDeadline);
    }

    private static void positive(String what, Duration value) {
        notNegative(what, value);
        if (value.isZero()) {
            throw new IllegalArgumentException(what + " is 0: it must be longer");
        }
    }

    private static void notNegative(String what, Duration value) {
        if (value == null || value.isNegative()) {
            throw new IllegalArgumentException(what + " (" + value + ") may not be negative or missing");
        }
    }
}

package io.jenkins.plugins.bluegreen.model;

import java.util.Set;

/**
 * Why a person is needed.
 *
 * @param cause the kind of trouble
 * @param from the phase the deployment was in
 * @param seen the splits found on the rules that nobody here had written; empty unless the cause is a stranger
 */
public record Halt(Cause cause, Phase from, Set<TrafficSplit> seen) {
    /** The kinds of trouble that no tool should decide alone. */
    public enum Cause {
        /** Somebody else changed the weights. */
        STRANGER,
        /** No side has healthy targets. */
        BOTH_SIDES_UNHEALTHY,
        /** The side with all traffic has no healthy target, and the other one, which was to be retired, has some. */
        LIVE_SIDE_UNHEALTHY,
        /** The old release cannot run on the present database schema. */
        SCHEMA_FORBIDS_ROLLBACK,
        /** A deadline passed where going on and going back are both unsafe. */
        DEADLINE
    }

    private static final Set<Phase> BOTH_SIDES_STAND = Set.of(Phase.SHIFTING, Phase.BAKING, Phase.KEEPING);

    public Halt {
        seen = Set.copyOf(seen);
    }

    /** A single split that a stranger wrote while both sides stood: it could be what is wanted. */
    public boolean isAdoptable() {
        return cause == Cause.STRANGER && seen.size() == 1 && BOTH_SIDES_STAND.contains(from);
    }
}

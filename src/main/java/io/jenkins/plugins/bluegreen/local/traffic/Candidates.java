package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/** The targets of a group that may take a request, and how one of them is chosen. Its list never changes. */
final class Candidates {

    static final Candidates NONE = new Candidates(List.of(), false, GroupAttributes.DEFAULTS, new AtomicInteger());

    private final Target[] targets;
    private final boolean failOpen;
    private final GroupAttributes attributes;
    private final AtomicInteger cursor;

    /**
     * Makes the candidates.
     *
     * @param targets in the order of registration
     * @param failOpen whether none of them is healthy, so that all get traffic
     * @param attributes of the group
     * @param cursor where round robin stands; handed on from one set of candidates to the next
     */
    Candidates(List<Target> targets, boolean failOpen, GroupAttributes attributes, AtomicInteger cursor) {
        this.targets = targets.toArray(Target[]::new);
        this.failOpen = failOpen;
        this.attributes = attributes;
        this.cursor = cursor;
    }

    AtomicInteger cursor() {
        return cursor;
    }

    boolean failOpen() {
        return failOpen;
    }

    GroupAttributes attributes() {
        return attributes;
    }

    /** The target of this id, or null when it may not take requests. */
    Target named(String id) {
        for (Target target : targets) {
            if (target.spec().id().equals(id)) {
                return target;
            }
        }
        return null;
    }

    /**
     * One target for one request, or null when there is none.
     *
     * @param now milliseconds of the clock
     * @param random gives a number from 0 up to, not including, its argument
     */
    Target pick(LongSupplier now, IntUnaryOperator random) {
        int count = targets.length;
        if (count == 0) {
            return null;
        }
        if (count == 1) {
            return targets[0];
        }
        return switch (attributes.algorithm()) {
            case ROUND_ROBIN -> inTurn(now, random);
            case LEAST_OUTSTANDING_REQUESTS -> leastBusy();
            case WEIGHTED_RANDOM -> targets[random.applyAsInt(count)];
        };
    }

    /** The next one; a target in slow start is passed over with a chance that shrinks as its time goes by. */
    private Target inTurn(LongSupplier now, IntUnaryOperator random) {
        long slowStart = attributes.slowStart().toMillis();
        for (int tries = 0; tries < targets.length; tries++) {
            Target target = targets[nextIndex()];
            if (slowStart == 0 || target.slowStartFrom() == Target.NOT_SLOW) {
                return target;
            }
            long running = now.getAsLong() - target.slowStartFrom();
            if (running >= slowStart || random.applyAsInt((int) slowStart) < running) {
                return target;
            }
        }
        return targets[nextIndex()];
    }

    /** The one with the fewest requests in flight; equals take turns. */
    private Target leastBusy() {
        int start = nextIndex();
        Target best = targets[start];
        int fewest = best.inFlight();
        for (int i = 1; i < targets.length && fewest > 0; i++) {
            Target other = targets[(start + i) % targets.length];
            int busy = other.inFlight();
            if (busy < fewest) {
                best = other;
                fewest = busy;
            }
        }
        return best;
    }

    private int nextIndex() {
        return (cursor.getAndIncrement() & Integer.MAX_VALUE) % targets.length;
    }
}

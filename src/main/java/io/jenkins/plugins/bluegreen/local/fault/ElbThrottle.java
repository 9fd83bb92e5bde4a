package io.jenkins.plugins.bluegreen.local.fault;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The published API limits of Elastic Load Balancing per account and Region: each call takes a token of its own bucket and one of the
 * account's. Source: "API throttling" in the ELB user guide.
 */
final class ElbThrottle {
    private enum Kind {
        ACCOUNT(40, 10),
        DESCRIBE(40, 10),
        CHANGE(20, 3),
        TARGETS(20, 4),
        CREATE_LOAD_BALANCER(10, 0.2);

        private final double capacity;
        private final double refillPerSecond;

        Kind(double capacity, double refillPerSecond) {
            this.capacity = capacity;
            this.refillPerSecond = refillPerSecond;
        }

        static Kind of(String action) {
            if (action.startsWith("Describe")) {
                return DESCRIBE;
            }
            return switch (action) {
                case "RegisterTargets", "DeregisterTargets" -> TARGETS;
                case "CreateLoadBalancer", "SetSubnets" -> CREATE_LOAD_BALANCER;
                default -> CHANGE;
            };
        }
    }

    private final Map<Kind, TokenBucket> buckets = new EnumMap<>(Kind.class);

    ElbThrottle(Instant now) {
        for (Kind kind : Kind.values()) {
            buckets.put(kind, new TokenBucket(kind.capacity, kind.refillPerSecond, now));
        }
    }

    /** Whether a call may go on now; a refused one costs nothing. */
    boolean admits(String action, Instant now) {
        TokenBucket account = buckets.get(Kind.ACCOUNT);
        TokenBucket own = buckets.get(Kind.of(action));
        boolean admitted = account.hasToken(now) & own.hasToken(now);
        if (admitted) {
            account.take();
            own.take();
        }
        return admitted;
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Duration;
import java.util.Map;

/**
 * The attributes of a target group that the data plane heeds, with AWS's defaults.
 *
 * @param deregistrationDelay how long a deregistered target drains
 * @param slowStart how long the share of a new target grows; zero means it does not
 * @param algorithm how a target is chosen within the group
 * @param stickySeconds how long a client stays with its target; 0 means not at all
 */
record GroupAttributes(Duration deregistrationDelay, Duration slowStart, Algorithm algorithm, long stickySeconds) {

    /** How a target is chosen within a group. */
    enum Algorithm {
        ROUND_ROBIN,
        LEAST_OUTSTANDING_REQUESTS,
        WEIGHTED_RANDOM
    }

    static final GroupAttributes DEFAULTS = of(Map.of());

    static GroupAttributes of(Map<String, String> attributes) {
        Algorithm algorithm =
                switch (attributes.getOrDefault("load_balancing.algorithm.type", "round_robin")) {
                    case "least_outstanding_requests" -> Algorithm.LEAST_OUTSTANDING_REQUESTS;
                    case "weighted_random" -> Algorithm.WEIGHTED_RANDOM;
                    default -> Algorithm.ROUND_ROBIN;
                };
        boolean sticky = Boolean.parseBoolean(attributes.getOrDefault("stickiness.enabled", "false"))
                && attributes.getOrDefault("stickiness.type", "lb_cookie").equals("lb_cookie");
        return new GroupAttributes(
                Duration.ofSeconds(seconds(attributes, "deregistration_delay.timeout_seconds", 300)),
                Duration.ofSeconds(seconds(attributes, "slow_start.duration_seconds", 0)),
                algorithm,
                sticky ? seconds(attributes, "stickiness.lb_cookie.duration_seconds", 86_400) : 0);
    }

    /** A whole number of seconds, or the default when the attribute is absent. */
    static long seconds(Map<String, String> attributes, String name, long otherwise) {
        String text = attributes.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + text + "', it must be a whole number of seconds", e);
        }
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.Map;

/**
 * One target group.
 *
 * @param arn names the group
 * @param protocol HTTP; targets are spoken to without TLS
 * @param healthCheck how its targets are checked
 * @param attributes as in {@code DescribeTargetGroupAttributes}; read here: {@code
 *     deregistration_delay.timeout_seconds} (0-3600, default 300), {@code slow_start.duration_seconds} (0 or 30-900,
 *     default 0), {@code load_balancing.algorithm.type} (round_robin, least_outstanding_requests, weighted_random;
 *     default round_robin), {@code stickiness.enabled}, {@code stickiness.type} (lb_cookie), {@code
 *     stickiness.lb_cookie.duration_seconds} (1-604800, default 86400); all others are ignored
 */
public record TargetGroupSpec(
        String arn, String protocol, HealthCheckSpec healthCheck, Map<String, String> attributes) {

    /** Copies what it is given. */
    public TargetGroupSpec {
        if (!protocol.equals("HTTP")) {
            throw new IllegalArgumentException(
                    "protocol " + protocol + " of " + arn + " is not spoken by the local cloud: use HTTP");
        }
        attributes = Map.copyOf(attributes);
    }
}

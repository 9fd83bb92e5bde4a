package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the targets of a group are checked: {@code GET path} over HTTP/1.1 on a connection of its own.
 *
 * @param path with its query, for instance {@code /health}
 * @param port the port to ask; empty means the port that takes the traffic
 * @param interval between two checks of a target (AWS: 5-300 s; shorter ones are allowed here, for tests)
 * @param timeout after which a check has failed (AWS: 2-120 s)
 * @param healthyThreshold passing checks in a row that make an unhealthy target healthy (2-10); a new target needs one
 * @param unhealthyThreshold failing checks in a row that make a healthy target unhealthy (2-10)
 * @param matcher the statuses that pass: {@code 200}, {@code 200,202}, {@code 200-299}
 */
public record HealthCheckSpec(
        String path,
        OptionalInt port,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold,
        String matcher) {

    /** Refuses what cannot work. */
    public HealthCheckSpec {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("health check path '" + path + "' does not begin with a slash");
        }
        if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "health check interval " + interval + " and timeout " + timeout + " must be positive");
        }
        if (healthyThreshold < 1 || unhealthyThreshold < 1) {
            throw new IllegalArgumentException("health check thresholds " + healthyThreshold + " and "
                    + unhealthyThreshold + " must be at least 1");
        }
        StatusMatcher.parse(matcher);
    }
}

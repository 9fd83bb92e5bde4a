package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;

/**
 * What the load balancer is set to do besides weights, as far as a deployment depends on it.
 *
 * @param stickiness how long users may stay pinned to a side whatever the weights say; zero = not at all
 * @param deregistrationDelay how long a deregistered target finishes what it has begun
 * @param problem why the rules and groups cannot be deployed to (missing, of another load balancer, changed by something else at this
 *     moment); empty if they can
 */
public record RoutingFacts(Duration stickiness, Duration deregistrationDelay, String problem) {
    public RoutingFacts withProblem(String other) {
        return new RoutingFacts(stickiness, deregistrationDelay, other);
    }
}

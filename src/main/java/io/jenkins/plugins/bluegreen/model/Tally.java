package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;

/**
 * What has been counted: the deployment's own probes of live traffic, and calls to AWS.
 *
 * @param requests probes through the load balancer without a preview header
 * @param failures how many of them were lost or answered 5xx
 * @param longestGap longest time between two good answers while probes were being sent
 * @param apiCalls calls to AWS
 */
public record Tally(long requests, long failures, Duration longestGap, long apiCalls) {
    public static final Tally NONE = new Tally(0, 0, Duration.ZERO, 0);

    public Tally plus(Tally more) {
        Duration gap = longestGap.compareTo(more.longestGap) >= 0 ? longestGap : more.longestGap;
        return new Tally(requests + more.requests, failures + more.failures, gap, apiCalls + more.apiCalls);
    }
}

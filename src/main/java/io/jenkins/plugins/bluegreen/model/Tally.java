package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;

/**
 * What has been counted: the deployment's own probes of live traffic, and calls to AWS.
 *
 * @param requests probes through the load balancer without a preview header
 * @param failures how many of them were lost or answered badly
 * @param badAnswers how many of the failures a side's application answered itself, with a server's error; the others were lost
 * @param longestGap longest time between two good answers while probes were being sent
 * @param apiCalls calls to AWS
 */
public record Tally(long requests, long failures, long badAnswers, Duration longestGap, long apiCalls) {
    public static final Tally NONE = new Tally(0, 0, 0, Duration.ZERO, 0);

    /** Probes that no application answered. */
    public long lost() {
        return failures - badAnswers;
    }

    public Tally plus(Tally more) {
        Duration gap = longestGap.compareTo(more.longestGap) >= 0 ? longestGap : more.longestGap;
        return new Tally(
                requests + more.requests,
                failures + more.failures,
                badAnswers + more.badAnswers,
                gap,
                apiCalls + more.apiCalls);
    }
}

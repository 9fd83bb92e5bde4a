package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The traffic of one second.
 *
 * <p>A request is counted in the second in which its answer began, once in the point of its group; what the load balancer
 * answered by itself is counted in the point without a group, because CloudWatch has no TargetGroup dimension for it.
 *
 * @param second its start
 * @param loadBalancerArn where the requests arrived
 * @param groupArn the group that took them; empty for answers of the load balancer's own
 * @param requests how many were sent to a target of the group (or answered by the load balancer alone)
 * @param byTarget answers that came from targets
 * @param byLoadBalancer answers that the load balancer made; only in points without a group
 * @param failures the load balancer's own 502, 503 and 504; only in points without a group
 * @param connectionErrors connections to targets that could not be opened
 * @param unhealthyRouting requests that went to a target only because no target of the group was healthy
 * @param latencies time from the request sent to the target until its answer began, by target answers
 */
public record TrafficPoint(
        Instant second,
        String loadBalancerArn,
        Optional<String> groupArn,
        long requests,
        Statuses byTarget,
        Statuses byLoadBalancer,
        Failures failures,
        long connectionErrors,
        long unhealthyRouting,
        List<Latency> latencies) {

    /** Answers by class of status. */
    public record Statuses(long ok2xx, long redirect3xx, long client4xx, long server5xx) {}

    /** Answers of the load balancer for want of one from a target. */
    public record Failures(long badGateway502, long unavailable503, long timeout504) {}

    /**
     * A step of the latency histogram.
     *
     * @param micros representative latency of the step in microseconds, within 10 % of what was measured
     * @param count answers in the step
     */
    public record Latency(long micros, long count) {}
}

package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.List;
import java.util.Map;

/**
 * One listener with all of its rules.
 *
 * @param arn names the listener
 * @param loadBalancerArn the load balancer it belongs to; its traffic is counted under this name
 * @param port 1-65535, or 0 for any free port
 * @param rules in evaluation order, the first match wins; the default rule is the last one and has no conditions
 * @param loadBalancerAttributes as in {@code DescribeLoadBalancerAttributes}; read here: {@code
 *     idle_timeout.timeout_seconds} (1-4000, default 60), {@code client_keep_alive.seconds} (60-604800, default 3600),
 *     {@code routing.http.preserve_host_header.enabled} (default false: a port other than 80 and 443 is added to the
 *     Host header), {@code routing.http.xff_header_processing.mode} (append, preserve, remove; default append); all
 *     others are ignored
 */
public record ListenerSpec(
        String arn,
        String loadBalancerArn,
        int port,
        List<RuleSpec> rules,
        Map<String, String> loadBalancerAttributes) {

    /** Copies what it is given. */
    public ListenerSpec {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("listener port " + port + " is not within 0-65535");
        }
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("listener " + arn + " has no rules: it needs at least its default rule");
        }
        loadBalancerAttributes = Map.copyOf(loadBalancerAttributes);
    }
}

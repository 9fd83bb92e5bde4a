package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.util.Map;

/** The attributes of load balancers, listeners and target groups: their defaults and what values they take. */
final class LoadBalancerAttributes {
    static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("access_logs.s3.enabled", "false"),
            Map.entry("access_logs.s3.bucket", ""),
            Map.entry("access_logs.s3.prefix", ""),
            Map.entry("connection_logs.s3.enabled", "false"),
            Map.entry("connection_logs.s3.bucket", ""),
            Map.entry("connection_logs.s3.prefix", ""),
            Map.entry("client_keep_alive.seconds", "3600"),
            Map.entry("deletion_protection.enabled", "false"),
            Map.entry("idle_timeout.timeout_seconds", "60"),
            Map.entry("ipv6.deny_all_igw_traffic", "false"),
            Map.entry("load_balancing.cross_zone.enabled", "true"),
            Map.entry("routing.http.desync_mitigation_mode", "defensive"),
            Map.entry("routing.http.drop_invalid_header_fields.enabled", "false"),
            Map.entry("routing.http.preserve_host_header.enabled", "false"),
            Map.entry("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false"),
            Map.entry("routing.http.xff_client_port.enabled", "false"),
            Map.entry("routing.http.xff_header_processing.mode", "append"),
            Map.entry("routing.http2.enabled", "true"),
            Map.entry("waf.fail_open.enabled", "false"),
            Map.entry("zonal_shift.config.enabled", "false"));

    static final Map<String, String> LISTENER_DEFAULTS = Map.of("routing.http.response.server.enabled", "true");

    static final Map<String, String> GROUP_DEFAULTS = Map.ofEntries(
            Map.entry("deregistration_delay.timeout_seconds", "300"),
            Map.entry("load_balancing.algorithm.anomaly_mitigation", "off"),
            Map.entry("load_balancing.algorithm.type", "round_robin"),
            Map.entry("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
            Map.entry("slow_start.duration_seconds", "0"),
            Map.entry("stickiness.app_cookie.cookie_name", ""),
            Map.entry("stickiness.app_cookie.duration_seconds", "86400"),
            Map.entry("stickiness.enabled", "false"),
            Map.entry("stickiness.lb_cookie.duration_seconds", "86400"),
            Map.entry("stickiness.type", "lb_cookie"),
            Map.entry("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
            Map.entry("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
            Map.entry("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
            Map.entry("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off"));

    private static final Map<String, int[]> RANGES = Map.of(
            "deregistration_delay.timeout_seconds", new int[] {0, 3600},
            "stickiness.lb_cookie.duration_seconds", new int[] {1, 604_800},
            "stickiness.app_cookie.duration_seconds", new int[] {1, 604_800},
            "idle_timeout.timeout_seconds", new int[] {1, 4000},
            "client_keep_alive.seconds", new int[] {60, 604_800},
            "slow_start.duration_seconds", new int[] {0, 900});

    private LoadBalancerAttributes() {}

    /**
     * @param noun as AWS's sentence names the owner, such as {@code Target group}
     * @throws AwsError {@code ValidationError} for an unknown key or a value out of range
     */
    static void check(Map<String, String> changes, Map<String, String> known, String noun) {
        changes.forEach((key, value) -> {
            boolean header = noun.equals("Listener") && key.startsWith("routing.http.re");
            if (!known.containsKey(key) && !header) {
                throw AwsError.validation(noun + " attribute key '" + key + "' is not recognized");
            }
            int[] range = RANGES.get(key);
            if (range != null) {
                int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
                boolean slowStartGap = key.startsWith("slow_start") && number > 0 && number < 30;
                if (number < range[0] || number > range[1] || slowStartGap) {
                    throw AwsError.validation(noun + " attribute key '" + key + "' must be within " + range[0] + "-"
                            + range[1] + ", it is '" + value + "'");
                }
            }
            if (key.endsWith(".enabled")
                    && !value.equals("true")
                    && !value.equals("false")
                    && !key.equals("load_balancing.cross_zone.enabled")) {
                throw AwsError.validation(noun + " attribute key '" + key + "' must be true or false");
            }
        });
    }
}

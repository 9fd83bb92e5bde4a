package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.traffic.HealthCheckSpec;
import io.jenkins.plugins.bluegreen.local.traffic.TargetGroupSpec;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A target group. Guarded by the lock of {@link Balancing}. */
final class TargetGroup {
    private static final String TRAFFIC_PORT = "traffic-port";

    final String arn;
    final String name;
    final String vpcId;
    final String targetType;
    final int port;
    final Params createdWith;
    final Map<String, String> attributes = new TreeMap<>(LoadBalancerAttributes.GROUP_DEFAULTS);
    final Map<String, String> tags = new TreeMap<>();
    private HealthCheck healthCheck;
    private Optional<Duration> fasterInterval = Optional.empty();

    /** A health check within AWS's ranges; seconds. */
    private record HealthCheck(
            String protocol,
            String port,
            String path,
            int interval,
            int timeout,
            int healthyThreshold,
            int unhealthyThreshold,
            String matcher) {}

    TargetGroup(String arn, Params params) {
        this.arn = arn;
        this.name = params.required("Name");
        this.vpcId = params.text("VpcId", "");
        this.targetType = params.text("TargetType", "instance");
        this.port =
                params.integer("Port", 1, 65_535).orElseThrow(() -> AwsError.validation("A port must be specified"));
        this.createdWith = params;
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?")) {
            throw AwsError.validation("Target group name '" + name
                    + "' must be 1-32 letters, digits or hyphens, and not begin or end with a hyphen");
        }
        if (!params.text("Protocol", "").equals("HTTP")) {
            throw AwsError.validation("The local cloud speaks HTTP to targets; protocol '" + params.text("Protocol", "")
                    + "' is not served");
        }
        if (!targetType.equals("instance") && !targetType.equals("ip")) {
            throw AwsError.validation("Target type '" + targetType + "' is not served by the local cloud");
        }
        this.healthCheck = new HealthCheck("HTTP", TRAFFIC_PORT, "/", 30, 5, 5, 2, "200");
        changeHealthCheck(params);
    }

    /** @throws AwsError {@code ValidationError} for values that AWS refuses; nothing is changed then */
    void changeHealthCheck(Params params) {
        HealthCheck old = healthCheck;
        HealthCheck changed = new HealthCheck(
                params.text("HealthCheckProtocol", old.protocol()),
                params.text("HealthCheckPort", old.port()),
                params.text("HealthCheckPath", old.path()),
                params.integer("HealthCheckIntervalSeconds", 5, 300).orElse(old.interval()),
                params.integer("HealthCheckTimeoutSeconds", 2, 120).orElse(old.timeout()),
                params.integer("HealthyThresholdCount", 2, 10).orElse(old.healthyThreshold()),
                params.integer("UnhealthyThresholdCount", 2, 10).orElse(old.unhealthyThreshold()),
                params.child("Matcher").text("HttpCode", old.matcher()));
        if (changed.timeout() >= changed.interval()) {
            throw AwsError.validation("Health check interval must be greater than the timeout.");
        }
        if (!params.flag("HealthCheckEnabled", true)) {
            throw AwsError.validation("Health checks cannot be disabled for target type '" + targetType + "'");
        }
        if (!changed.path().startsWith("/")) {
            throw AwsError.validation("Health check path '" + changed.path() + "' must begin with a '/' character");
        }
        if (!changed.port().equals(TRAFFIC_PORT) && !changed.port().matches("[1-9][0-9]{0,4}")) {
            throw AwsError.validation("Health check port '" + changed.port() + "' must be 'traffic-port' or 1-65535");
        }
        if (!changed.matcher().matches("[0-9]{3}([,-][0-9]{3})*")) {
            throw AwsError.validation(
                    "Health check matcher HTTP code '" + changed.matcher() + "' must be within '200-499'");
        }
        healthCheck = changed;
    }

    /** Checks more often than AWS can, for tests and demonstrations; described with AWS's smallest interval. */
    void checkEvery(Duration interval) {
        fasterInterval = Optional.of(interval);
    }

    String path() {
        return arn.substring(arn.indexOf(":targetgroup/") + 1);
    }

    int healthCheckPort(int trafficPort) {
        return healthCheck.port().equals(TRAFFIC_PORT) ? trafficPort : Integer.parseInt(healthCheck.port());
    }

    TargetGroupSpec spec() {
        Duration interval = fasterInterval.orElse(Duration.ofSeconds(healthCheck.interval()));
        Duration timeout = Duration.ofSeconds(healthCheck.timeout());
        return new TargetGroupSpec(
                arn,
                "HTTP",
                new HealthCheckSpec(
                        healthCheck.path(),
                        healthCheck.port().equals(TRAFFIC_PORT)
                                ? OptionalInt.empty()
                                : OptionalInt.of(Integer.parseInt(healthCheck.port())),
                        interval,
                        timeout,
                        healthCheck.healthyThreshold(),
                        healthCheck.unhealthyThreshold(),
                        healthCheck.matcher()),
                attributes);
    }

    Shape shape(List<String> loadBalancerArns) {
        return Shape.shape()
                .with("TargetGroupArn", arn)
                .with("TargetGroupName", name)
                .with("Protocol", "HTTP")
                .with("Port", port)
                .with("VpcId", vpcId)
                .with("HealthCheckProtocol", healthCheck.protocol())
                .with("HealthCheckPort", healthCheck.port())
                .with("HealthCheckEnabled", true)
                .with("HealthCheckIntervalSeconds", healthCheck.interval())
                .with("HealthCheckTimeoutSeconds", healthCheck.timeout())
                .with("HealthyThresholdCount", healthCheck.healthyThreshold())
                .with("UnhealthyThresholdCount", healthCheck.unhealthyThreshold())
                .with("HealthCheckPath", healthCheck.path())
                .with("Matcher", Shape.shape().with("HttpCode", healthCheck.matcher()))
                .list("LoadBalancerArns", loadBalancerArns)
                .with("TargetType", targetType)
                .with("ProtocolVersion", createdWith.text("ProtocolVersion", "HTTP1"))
                .with("IpAddressType", createdWith.text("IpAddressType", "ipv4"));
    }
}

package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.compute.InstanceState;
import io.jenkins.plugins.bluegreen.local.traffic.TargetSpec;
import io.jenkins.plugins.bluegreen.local.traffic.TargetState;
import io.jenkins.plugins.bluegreen.local.traffic.TargetStatus;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Targets: register, deregister, and how they are. An instance's target port is the loopback port its process was given, because all
 * instances share one address here; {@code DescribeTargetHealth} shows it, as it shows the real port on AWS.
 */
final class TargetActions {
    private final Balancing balancing;
    private final Compute compute;

    TargetActions(Balancing balancing, Compute compute) {
        this.balancing = balancing;
        this.compute = compute;
    }

    void actions(AwsApi api) {
        api.on("RegisterTargets", this::register)
                .on("DeregisterTargets", this::deregister)
                .on("DescribeTargetHealth", this::health);
    }

    private Shape register(Params params) {
        synchronized (balancing.lock) {
            TargetGroup group = balancing.group(params.required("TargetGroupArn"));
            List<TargetSpec> targets = params.list("Targets").stream()
                    .map(target -> target(group, target.required("Id"), target.integer("Port", 1, 65_535)))
                    .toList();
            if (targets.isEmpty()) {
                throw AwsError.validation("At least one target must be specified");
            }
            targets.forEach(target -> balancing.dataPlane.register(group.arn, target));
            return Shape.shape();
        }
    }

    private TargetSpec target(TargetGroup group, String id, Optional<Integer> port) {
        if (group.targetType.equals("ip")) {
            if (!id.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
                throw AwsError.validation("'" + id + "' is not a valid IPv4 address");
            }
            return new TargetSpec(id, id, port.orElse(group.port));
        }
        Instance instance = compute.find(id)
                .orElseThrow(() -> AwsError.of("InvalidTarget", "The instance ID '" + id + "' is not valid"));
        if (compute.state(id) != InstanceState.RUNNING) {
            throw AwsError.of(
                    "InvalidTarget",
                    "The following targets are not in a running state and cannot be registered: '" + id + "'");
        }
        return new TargetSpec(id, instance.host(), port.orElse(instance.port()));
    }

    private Shape deregister(Params params) {
        synchronized (balancing.lock) {
            TargetGroup group = balancing.group(params.required("TargetGroupArn"));
            params.list("Targets").forEach(target -> balancing.dataPlane.deregister(group.arn, target.required("Id")));
            return Shape.shape();
        }
    }

    private Shape health(Params params) {
        synchronized (balancing.lock) {
            TargetGroup group = balancing.group(params.required("TargetGroupArn"));
            List<TargetStatus> known = balancing.dataPlane.health(group.arn);
            List<Shape> shapes = new ArrayList<>();
            if (params.has("Targets")) {
                for (Params asked : params.list("Targets")) {
                    String id = asked.required("Id");
                    Optional<Integer> port = asked.integer("Port", 1, 65_535);
                    shapes.add(known.stream()
                            .filter(target -> target.id().equals(id) && port.orElse(target.port()) == target.port())
                            .findFirst()
                            .map(target -> shape(group, target))
                            .orElseGet(() -> notRegistered(group, id, port)));
                }
            } else {
                known.forEach(target -> shapes.add(shape(group, target)));
            }
            return Shape.shape().list("TargetHealthDescriptions", shapes);
        }
    }

    private Shape shape(TargetGroup group, TargetStatus target) {
        boolean gone = compute.find(target.id()).isPresent()
                && compute.state(target.id()) != InstanceState.RUNNING
                && target.state() != TargetState.DRAINING;
        Shape health = gone
                ? Shape.shape()
                        .with("State", "unused")
                        .with("Reason", "Target.InvalidState")
                        .with(
                                "Description",
                                "Target is in the " + compute.state(target.id()).awsName() + " state")
                : Shape.shape()
                        .with("State", target.state().name().toLowerCase(Locale.ROOT))
                        .with("Reason", blankToNull(target.reason()))
                        .with("Description", blankToNull(target.description()));
        return described(group, target.id(), target.port(), health);
    }

    private static Shape described(TargetGroup group, String id, int port, Shape health) {
        return Shape.shape()
                .with("Target", Shape.shape().with("Id", id).with("Port", port))
                .with("HealthCheckPort", group.healthCheckPort(port))
                .with("TargetHealth", health);
    }

    private static Shape notRegistered(TargetGroup group, String id, Optional<Integer> port) {
        return described(
                group,
                id,
                port.orElse(group.port),
                Shape.shape()
                        .with("State", "unused")
                        .with("Reason", "Target.NotRegistered")
                        .with("Description", "Target is not registered to the target group"));
    }

    private static String blankToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}

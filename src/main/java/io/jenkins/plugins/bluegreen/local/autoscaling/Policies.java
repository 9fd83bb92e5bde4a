package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Echo;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/** Scaling policies. Simple and step policies work when executed; target tracking is kept and described, and never acts by itself here. */
final class Policies {
    private static final List<String> KEPT = List.of(
            "AdjustmentType",
            "MinAdjustmentMagnitude",
            "MinAdjustmentStep",
            "ScalingAdjustment",
            "Cooldown",
            "StepAdjustments",
            "MetricAggregationType",
            "EstimatedInstanceWarmup",
            "TargetTrackingConfiguration",
            "PredictiveScalingConfiguration");

    private final Fleet fleet;

    Policies(Fleet fleet) {
        this.fleet = fleet;
    }

    void actions(AwsApi api) {
        api.on("PutScalingPolicy", this::put)
                .on("DescribePolicies", this::describe)
                .on("DeletePolicy", this::delete)
                .on("ExecutePolicy", this::execute);
    }

    private static String arn(Group group, String policy) {
        return group.arn.replace(":autoScalingGroup:", ":scalingPolicy:") + ":policyName/" + policy;
    }

    private Shape put(Params params) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            String name = params.required("PolicyName");
            group.policies.put(name, params);
            return Shape.shape().with("PolicyARN", arn(group, name)).list("Alarms", List.of());
        }
    }

    private Shape describe(Params params) {
        List<String> names = params.texts("PolicyNames");
        synchronized (fleet.lock) {
            List<Shape> shapes = new ArrayList<>();
            groups(params)
                    .forEach(group -> group.policies.forEach((name, policy) -> {
                        if (names.isEmpty() || names.contains(name) || names.contains(arn(group, name))) {
                            shapes.add(shape(group, name, policy));
                        }
                    }));
            return Pages.shape("ScalingPolicies", shapes, params, shape -> shape);
        }
    }

    private static Shape shape(Group group, String name, Params policy) {
        Shape shape = Shape.shape()
                .with("AutoScalingGroupName", group.name)
                .with("PolicyName", name)
                .with("PolicyARN", arn(group, name))
                .with("PolicyType", policy.text("PolicyType", "SimpleScaling"))
                .with("Enabled", policy.flag("Enabled", true));
        KEPT.forEach(member -> Echo.add(shape, policy, member));
        return shape.list("Alarms", List.of());
    }

    private List<Group> groups(Params params) {
        return params.text("AutoScalingGroupName")
                .map(name -> List.of(fleet.group(name)))
                .orElseGet(() -> List.copyOf(fleet.groups.values()));
    }

    private Shape delete(Params params) {
        String wanted = params.required("PolicyName");
        synchronized (fleet.lock) {
            groups(params).forEach(group -> group.policies
                    .keySet()
                    .removeIf(name -> name.equals(wanted) || arn(group, name).equals(wanted)));
            return Shape.shape();
        }
    }

    private Shape execute(Params params) {
        String wanted = params.required("PolicyName");
        synchronized (fleet.lock) {
            for (Group group : groups(params)) {
                for (String name : group.policies.keySet()) {
                    if (name.equals(wanted) || arn(group, name).equals(wanted)) {
                        run(group, name);
                        return Shape.shape();
                    }
                }
            }
            throw AwsError.validation("No policy named '" + wanted + "' found");
        }
    }

    /** An alarm went off whose action is a policy; nothing happens while {@code AlarmNotification} is suspended. */
    void alarm(String policyArn) {
        synchronized (fleet.lock) {
            for (Group group : fleet.groups.values()) {
                for (String name : group.policies.keySet()) {
                    if (arn(group, name).equals(policyArn) && group.runs(ScalingProcess.ALARM_NOTIFICATION)) {
                        run(group, name);
                    }
                }
            }
        }
    }

    private static void run(Group group, String name) {
        Params policy = group.policies.get(name);
        Params step = policy.list("StepAdjustments").stream().findFirst().orElse(policy);
        int adjustment = step.integer("ScalingAdjustment")
                .orElseThrow(() -> AwsError.validation("Policy '" + name + "' is of type "
                        + policy.text("PolicyType", "") + " and cannot be executed"));
        int wanted =
                switch (policy.text("AdjustmentType", "")) {
                    case "ExactCapacity" -> adjustment;
                    case "PercentChangeInCapacity" ->
                        group.desired
                                + (int) Math.signum(adjustment)
                                        * Math.max(1, Math.abs(group.desired * adjustment) / 100);
                    default -> group.desired + adjustment;
                };
        group.desired = Math.max(group.min, Math.min(group.max, wanted));
        group.desiredBecause = "of policy " + name;
    }
}

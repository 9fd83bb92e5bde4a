package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Echo;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Suspended processes, and what is kept and described without an effect here: metrics, lifecycle hooks, notifications. */
final class GroupOptions {
    private static final List<String> METRICS = List.of(
            "GroupMinSize",
            "GroupMaxSize",
            "GroupDesiredCapacity",
            "GroupInServiceInstances",
            "GroupPendingInstances",
            "GroupStandbyInstances",
            "GroupTerminatingInstances",
            "GroupTotalInstances");

    private final Fleet fleet;

    GroupOptions(Fleet fleet) {
        this.fleet = fleet;
    }

    void actions(AwsApi api) {
        api.on("SuspendProcesses", this::suspend)
                .on("ResumeProcesses", this::resume)
                .on("DescribeScalingProcessTypes", params -> Shape.shape()
                        .list(
                                "Processes",
                                Arrays.stream(ScalingProcess.values())
                                        .map(process -> Shape.shape().with("ProcessName", process.awsName()))
                                        .toList()))
                .on("EnableMetricsCollection", this::enableMetrics)
                .on("DisableMetricsCollection", this::disableMetrics)
                .on("PutLifecycleHook", this::putHook)
                .on("DescribeLifecycleHooks", this::describeHooks)
                .on("DeleteLifecycleHook", this::deleteHook)
                .on("PutNotificationConfiguration", this::putNotification)
                .on("DescribeNotificationConfigurations", this::describeNotifications)
                .on("DeleteNotificationConfiguration", this::deleteNotification)
                .on("DescribeAccountLimits", params -> Shape.shape()
                        .with("MaxNumberOfAutoScalingGroups", 500)
                        .with("MaxNumberOfLaunchConfigurations", 200)
                        .with("NumberOfAutoScalingGroups", count())
                        .with("NumberOfLaunchConfigurations", 0))
                .on("DescribeTerminationPolicyTypes", params -> Shape.shape()
                        .list("TerminationPolicyTypes", List.of("Default", "OldestInstance", "OldestLaunchTemplate")))
                .on("DescribeInstanceRefreshes", params -> {
                    group(params);
                    return Shape.shape().list("InstanceRefreshes", List.of());
                })
                .on("StartInstanceRefresh", this::refuseRefresh)
                .on("RollbackInstanceRefresh", this::refuseRefresh)
                .on("CancelInstanceRefresh", params -> {
                    throw AwsError.of(
                            "ActiveInstanceRefreshNotFound",
                            "No in progress or pending Instance Refresh found for Auto Scaling group "
                                    + params.text("AutoScalingGroupName", ""));
                });
    }

    private int count() {
        synchronized (fleet.lock) {
            return fleet.groups.size();
        }
    }

    private Group group(Params params) {
        synchronized (fleet.lock) {
            return fleet.group(params.required("AutoScalingGroupName"));
        }
    }

    private Shape refuseRefresh(Params params) {
        group(params);
        throw AwsError.of(
                "UnsupportedOperation",
                "The local cloud does no instance refresh: new template versions reach new instances only");
    }

    private static List<String> processes(Params params) {
        List<String> named = params.texts("ScalingProcesses");
        named.forEach(ScalingProcess::named);
        return named.isEmpty()
                ? Arrays.stream(ScalingProcess.values())
                        .map(ScalingProcess::awsName)
                        .toList()
                : named;
    }

    private Shape suspend(Params params) {
        List<String> named = processes(params);
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            named.forEach(process -> group.suspended.putIfAbsent(process, "User suspended at " + fleet.now()));
            return Shape.shape();
        }
    }

    private Shape resume(Params params) {
        List<String> named = processes(params);
        synchronized (fleet.lock) {
            fleet.group(params.required("AutoScalingGroupName"))
                    .suspended
                    .keySet()
                    .removeAll(named);
            return Shape.shape();
        }
    }

    private Shape enableMetrics(Params params) {
        synchronized (fleet.lock) {
            List<String> named = params.texts("Metrics");
            fleet.group(params.required("AutoScalingGroupName"))
                    .enabledMetrics
                    .addAll(named.isEmpty() ? METRICS : named);
            return Shape.shape();
        }
    }

    private Shape disableMetrics(Params params) {
        synchronized (fleet.lock) {
            List<String> named = params.texts("Metrics");
            fleet.group(params.required("AutoScalingGroupName"))
                    .enabledMetrics
                    .removeIf(metric -> named.isEmpty() || named.contains(metric));
            return Shape.shape();
        }
    }

    private Shape putHook(Params params) {
        synchronized (fleet.lock) {
            fleet.group(params.required("AutoScalingGroupName"))
                    .hooks
                    .put(params.required("LifecycleHookName"), params);
            return Shape.shape();
        }
    }

    private Shape describeHooks(Params params) {
        List<String> names = params.texts("LifecycleHookNames");
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            List<Shape> shapes = new ArrayList<>();
            group.hooks.forEach((name, hook) -> {
                if (names.isEmpty() || names.contains(name)) {
                    int heartbeat = hook.integer("HeartbeatTimeout").orElse(3600);
                    Shape shape = Shape.shape()
                            .with("LifecycleHookName", name)
                            .with("AutoScalingGroupName", group.name)
                            .with("LifecycleTransition", hook.text("LifecycleTransition"))
                            .with("HeartbeatTimeout", heartbeat)
                            .with("GlobalTimeout", Math.min(172_800, heartbeat * 100))
                            .with("DefaultResult", hook.text("DefaultResult", "ABANDON"));
                    List.of("NotificationTargetARN", "RoleARN", "NotificationMetadata")
                            .forEach(member -> Echo.add(shape, hook, member));
                    shapes.add(shape);
                }
            });
            return Shape.shape().list("LifecycleHooks", shapes);
        }
    }

    private Shape deleteHook(Params params) {
        synchronized (fleet.lock) {
            fleet.group(params.required("AutoScalingGroupName")).hooks.remove(params.required("LifecycleHookName"));
            return Shape.shape();
        }
    }

    private Shape putNotification(Params params) {
        synchronized (fleet.lock) {
            fleet.group(params.required("AutoScalingGroupName")).notifications.put(params.required("TopicARN"), params);
            return Shape.shape();
        }
    }

    private Shape describeNotifications(Params params) {
        List<String> names = params.texts("AutoScalingGroupNames");
        synchronized (fleet.lock) {
            List<Shape> shapes = new ArrayList<>();
            fleet.groups.values().stream()
                    .filter(group -> names.isEmpty() || names.contains(group.name))
                    .forEach(group -> group.notifications.forEach((topic, sent) -> sent.texts("NotificationTypes")
                            .forEach(type -> shapes.add(Shape.shape()
                                    .with("AutoScalingGroupName", group.name)
                                    .with("TopicARN", topic)
                                    .with("NotificationType", type)))));
            return Pages.shape("NotificationConfigurations", shapes, params, shape -> shape);
        }
    }

    private Shape deleteNotification(Params params) {
        synchronized (fleet.lock) {
            fleet.group(params.required("AutoScalingGroupName")).notifications.remove(params.required("TopicARN"));
            return Shape.shape();
        }
    }
}

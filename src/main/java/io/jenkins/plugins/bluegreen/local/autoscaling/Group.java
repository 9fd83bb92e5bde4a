package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.ec2.Network.Subnet;
import io.jenkins.plugins.bluegreen.local.wire.Echo;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An Auto Scaling group. Guarded by the lock of {@link Fleet}. */
final class Group {
    /** Members that are kept as sent and shown again, and change nothing here. */
    private static final List<String> KEPT = List.of(
            "PlacementGroup",
            "ServiceLinkedRoleARN",
            "MaxInstanceLifetime",
            "CapacityRebalance",
            "DefaultInstanceWarmup",
            "DesiredCapacityType",
            "Context",
            "InstanceMaintenancePolicy",
            "AvailabilityZoneDistribution",
            "AvailabilityZoneImpairmentPolicy",
            "CapacityReservationSpecification",
            "MixedInstancesPolicy");

    /** A tag, and whether instances get it at launch. */
    record GroupTag(String value, boolean propagate) {}

    final String name;
    final String arn;
    final Instant createdAt;
    final List<Member> members = new ArrayList<>();
    final List<Activity> activities = new ArrayList<>();
    final Map<String, GroupTag> tags = new TreeMap<>();
    final Map<String, String> suspended = new TreeMap<>();
    final Set<String> targetGroups = new LinkedHashSet<>();
    final Set<String> removing = new LinkedHashSet<>();
    final Set<String> enabledMetrics = new LinkedHashSet<>();
    final Map<String, Params> policies = new LinkedHashMap<>();
    final Map<String, ScheduledAction> scheduledActions = new LinkedHashMap<>();
    final Map<String, Params> hooks = new LinkedHashMap<>();
    final Map<String, Params> notifications = new LinkedHashMap<>();
    final Map<String, Params> kept = new LinkedHashMap<>();
    Optional<Params> warmPool = Optional.empty();
    LaunchSource launch;
    List<Subnet> subnets;
    int min;
    int max;
    int desired;
    int cooldownSeconds = 300;
    String healthCheckType = "EC2";
    Duration gracePeriod = Duration.ZERO;
    boolean protectNewInstances;
    List<String> terminationPolicies = List.of("Default");
    String deletionProtection = "none";
    boolean deleting;
    String desiredBecause = "the group was created";
    Optional<Instant> lastScaling = Optional.empty();
    int launchesLostInARow;
    Instant nextLaunch = Instant.EPOCH;

    /** The launch template of a group as it was named. */
    record LaunchSource(Optional<String> id, Optional<String> name, String version) {
        static LaunchSource of(Params specification) {
            return new LaunchSource(
                    specification.text("LaunchTemplateId"),
                    specification.text("LaunchTemplateName"),
                    specification.text("Version", ""));
        }
    }

    Group(String name, String arn, Instant createdAt) {
        this.name = name;
        this.arn = arn;
        this.createdAt = createdAt;
    }

    void keep(Params params) {
        KEPT.stream().filter(params::has).forEach(member -> kept.put(member, params));
    }

    boolean runs(ScalingProcess process) {
        return !suspended.containsKey(process.awsName());
    }

    Stream<Member> active() {
        return members.stream().filter(Member::isActive);
    }

    Map<String, String> propagatedTags() {
        Map<String, String> propagated = new TreeMap<>();
        tags.forEach((key, tag) -> {
            if (tag.propagate()) {
                propagated.put(key, tag.value());
            }
        });
        return propagated;
    }

    List<Shape> tagShapes() {
        return tags.entrySet().stream()
                .map(tag -> Shape.shape()
                        .with("ResourceId", name)
                        .with("ResourceType", "auto-scaling-group")
                        .with("Key", tag.getKey())
                        .with("Value", tag.getValue().value())
                        .with("PropagateAtLaunch", tag.getValue().propagate()))
                .toList();
    }

    Shape shape(Shape launchTemplate) {
        Shape shape = Shape.shape()
                .with("AutoScalingGroupName", name)
                .with("AutoScalingGroupARN", arn)
                .with("LaunchTemplate", kept.containsKey("MixedInstancesPolicy") ? null : launchTemplate)
                .with("MinSize", min)
                .with("MaxSize", max)
                .with("DesiredCapacity", desired)
                .with("DefaultCooldown", cooldownSeconds)
                .list(
                        "AvailabilityZones",
                        subnets.stream().map(Subnet::zone).distinct().toList())
                .list("LoadBalancerNames", List.of())
                .list("TargetGroupARNs", targetGroups)
                .with("HealthCheckType", healthCheckType)
                .with("HealthCheckGracePeriod", gracePeriod.toSeconds())
                .list("Instances", members.stream().map(Member::shape).toList())
                .with("CreatedTime", createdAt)
                .list(
                        "SuspendedProcesses",
                        suspended.entrySet().stream()
                                .map(process -> Shape.shape()
                                        .with("ProcessName", process.getKey())
                                        .with("SuspensionReason", process.getValue()))
                                .toList())
                .with(
                        "VPCZoneIdentifier",
                        String.join(",", subnets.stream().map(Subnet::id).toList()))
                .list(
                        "EnabledMetrics",
                        enabledMetrics.stream()
                                .map(metric ->
                                        Shape.shape().with("Metric", metric).with("Granularity", "1Minute"))
                                .toList())
                .with("Status", deleting ? "Delete in progress" : null)
                .list("Tags", tagShapes())
                .list("TerminationPolicies", terminationPolicies)
                .with("NewInstancesProtectedFromScaleIn", protectNewInstances)
                .with("DeletionProtection", deletionProtection)
                .list(
                        "TrafficSources",
                        targetGroups.stream()
                                .map(group ->
                                        Shape.shape().with("Identifier", group).with("Type", "elbv2"))
                                .toList());
        kept.forEach((member, params) -> Echo.add(shape, params, member));
        warmPool.ifPresent(pool ->
                shape.with("WarmPoolConfiguration", WarmPools.shape(pool)).with("WarmPoolSize", 0));
        return shape;
    }
}

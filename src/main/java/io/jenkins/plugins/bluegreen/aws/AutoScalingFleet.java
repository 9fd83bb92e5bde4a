package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesRequest;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * A side as an Auto Scaling group and a target group. A reading costs one DescribeAutoScalingGroups and one DescribeTargetHealth; the
 * release of an instance and of a launch template version never changes, so each is asked for once.
 */
final class AutoScalingFleet implements Fleet {
    /**
     * Launch, Terminate and AddToLoadBalancer are not among them: an instance launched while those are suspended would never be
     * registered.
     */
    private static final Map<String, Doing> DOINGS = Map.of(
            "AlarmNotification",
            Doing.ALARMS,
            "ScheduledActions",
            Doing.SCHEDULES,
            "AZRebalance",
            Doing.ZONES,
            "ReplaceUnhealthy",
            Doing.REPLACEMENT);

    private static final Set<String> ENDED_REFRESHES =
            Set.of("Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful");

    private final Calls calls;
    private final LaunchVersions versions;
    private final InstanceReleases releases;

    AutoScalingFleet(Calls calls) {
        this.calls = calls;
        this.versions = new LaunchVersions(calls);
        this.releases = new InstanceReleases(calls);
    }

    private AutoScalingClient autoScaling() {
        return calls.clients().autoScaling();
    }

    @Override
    public SideReading read(Environment environment, Colour colour, Urgency urgency) {
        Side side = environment.side(colour);
        AutoScalingGroup group = group(side, urgency);
        Map<String, TargetHealth> health = health(side, urgency);
        Map<String, Boolean> inService = new LinkedHashMap<>();
        for (Instance instance : group.instances()) {
            if (instance.lifecycleState() != LifecycleState.STANDBY) {
                inService.put(instance.instanceId(), instance.lifecycleState() == LifecycleState.IN_SERVICE);
            }
        }
        // Targets that drain have often left the group already; they still hold requests.
        health.keySet().forEach(id -> inService.putIfAbsent(id, false));
        Map<String, String> running = releases.of(inService.keySet());
        List<Target> targets = new ArrayList<>();
        inService.forEach(
                (id, serving) -> targets.add(target(id, running.getOrDefault(id, ""), serving, health.get(id))));
        Set<Doing> suspended = group.suspendedProcesses().stream()
                .map(SuspendedProcess::processName)
                .flatMap(name -> Stream.ofNullable(DOINGS.get(name)))
                .collect(Collectors.toSet());
        return new SideReading(
                new Capacity(group.minSize(), group.maxSize(), group.desiredCapacity()),
                releaseOfNewInstances(group),
                suspended,
                targets);
    }

    private static Target target(String id, String release, boolean inService, TargetHealth health) {
        if (health == null) {
            return new Target(id, release, Target.Health.UNUSED, inService, "not registered in the target group");
        }
        Target.Health state =
                switch (health.state()) {
                    case INITIAL -> Target.Health.INITIAL;
                    case HEALTHY -> Target.Health.HEALTHY;
                    case UNHEALTHY -> Target.Health.UNHEALTHY;
                    case UNUSED -> Target.Health.UNUSED;
                    case DRAINING, UNHEALTHY_DRAINING -> Target.Health.DRAINING;
                    default -> Target.Health.UNAVAILABLE;
                };
        String reason = health.reasonAsString() == null ? "" : health.reasonAsString();
        String words = health.description() == null ? "" : health.description();
        return new Target(
                id,
                release,
                state,
                inService,
                reason.isEmpty() || words.isEmpty() ? reason + words : reason + ": " + words);
    }

    private AutoScalingGroup group(Side side, Urgency urgency) {
        DescribeAutoScalingGroupsRequest request = DescribeAutoScalingGroupsRequest.builder()
                .autoScalingGroupNames(side.group())
                .build();
        return calls
                .send(thing(side), urgency, request, autoScaling()::describeAutoScalingGroups)
                .autoScalingGroups()
                .stream()
                .findFirst()
                .orElseThrow(() -> new WorldException(
                        WorldException.Kind.NOT_FOUND,
                        thing(side) + " does not exist in region "
                                + calls.clients().region() + " of this account: check its name and the region"));
    }

    private Map<String, TargetHealth> health(Side side, Urgency urgency) {
        DescribeTargetHealthRequest request = DescribeTargetHealthRequest.builder()
                .targetGroupArn(side.targetGroup())
                .build();
        return calls
                .send(
                        "target group " + side.targetGroup(),
                        urgency,
                        request,
                        calls.clients().elb()::describeTargetHealth)
                .targetHealthDescriptions()
                .stream()
                .collect(Collectors.toMap(
                        description -> description.target().id(), TargetHealthDescription::targetHealth, (a, b) -> a));
    }

    private String releaseOfNewInstances(AutoScalingGroup group) {
        String own = ownReleaseTag(group);
        return own.isEmpty() && group.launchTemplate() != null ? versions.releaseOf(group.launchTemplate()) : own;
    }

    /** A tag that the group itself puts on instances wins over the launch template's. */
    private static String ownReleaseTag(AutoScalingGroup group) {
        return group.tags().stream()
                .filter(tag -> Boolean.TRUE.equals(tag.propagateAtLaunch()) && ReleaseTags.RELEASE.equals(tag.key()))
                .map(TagDescription::value)
                .findFirst()
                .orElse("");
    }

    @Override
    public void prepare(Environment environment, Colour colour, Release release, Capacity capacity) {
        Side side = environment.side(colour);
        AutoScalingGroup group = group(side, Urgency.ORDINARY);
        if (group.launchTemplate() == null) {
            throw new WorldException(
                    WorldException.Kind.REJECTED,
                    thing(side)
                            + " has no launch template of its own (a launch configuration or a mixed instances policy):"
                            + " give it a launch template, so that new instances can get release " + release);
        }
        LaunchTemplateSpecification version = versions.carrying(group.launchTemplate(), colour, release);
        correctOwnTags(group, release);
        update(side, sized(side, capacity).launchTemplate(version));
    }

    /** Tags of the group's own would hide those of the launch template, so they must say the same before an instance starts. */
    private void correctOwnTags(AutoScalingGroup group, Release release) {
        Map<String, String> wanted =
                Map.of(ReleaseTags.RELEASE, release.id(), ReleaseTags.ARTIFACT, release.artifact());
        List<Tag> wrong = group.tags().stream()
                .filter(tag ->
                        wanted.containsKey(tag.key()) && !wanted.get(tag.key()).equals(tag.value()))
                .map(tag -> Tag.builder()
                        .resourceType("auto-scaling-group")
                        .resourceId(group.autoScalingGroupName())
                        .key(tag.key())
                        .value(wanted.get(tag.key()))
                        .propagateAtLaunch(tag.propagateAtLaunch())
                        .build())
                .toList();
        if (!wrong.isEmpty()) {
            CreateOrUpdateTagsRequest request =
                    CreateOrUpdateTagsRequest.builder().tags(wrong).build();
            calls.send(
                    "Auto Scaling group " + group.autoScalingGroupName(), request, autoScaling()::createOrUpdateTags);
        }
    }

    @Override
    public void resize(Environment environment, Colour colour, Capacity capacity) {
        Side side = environment.side(colour);
        update(side, sized(side, capacity));
    }

    private static UpdateAutoScalingGroupRequest.Builder sized(Side side, Capacity capacity) {
        return UpdateAutoScalingGroupRequest.builder()
                .autoScalingGroupName(side.group())
                .minSize(capacity.min())
                .maxSize(capacity.max())
                .desiredCapacity(capacity.desired());
    }

    private void update(Side side, UpdateAutoScalingGroupRequest.Builder request) {
        calls.send(thing(side), request.build(), autoScaling()::updateAutoScalingGroup);
    }

    @Override
    public void hold(Environment environment, Colour colour, Set<Doing> suspended) {
        Side side = environment.side(colour);
        suspend(side, names(suspended::contains));
        resume(side, names(doing -> !suspended.contains(doing)));
    }

    private static List<String> names(Predicate<Doing> which) {
        return DOINGS.keySet().stream()
                .filter(name -> which.test(DOINGS.get(name)))
                .sorted()
                .toList();
    }

    /** No list at all would mean every process there is. */
    private void suspend(Side side, List<String> processes) {
        if (!processes.isEmpty()) {
            SuspendProcessesRequest request = SuspendProcessesRequest.builder()
                    .autoScalingGroupName(side.group())
                    .scalingProcesses(processes)
                    .build();
            calls.send(thing(side), request, autoScaling()::suspendProcesses);
        }
    }

    private void resume(Side side, List<String> processes) {
        if (!processes.isEmpty()) {
            ResumeProcessesRequest request = ResumeProcessesRequest.builder()
                    .autoScalingGroupName(side.group())
                    .scalingProcesses(processes)
                    .build();
            calls.send(thing(side), request, autoScaling()::resumeProcesses);
        }
    }

    @Override
    public String otherWork(Environment environment, Colour colour) {
        Side side = environment.side(colour);
        DescribeInstanceRefreshesRequest request = DescribeInstanceRefreshesRequest.builder()
                .autoScalingGroupName(side.group())
                .build();
        return calls.send(thing(side), request, autoScaling()::describeInstanceRefreshes).instanceRefreshes().stream()
                .filter(refresh -> !ENDED_REFRESHES.contains(refresh.statusAsString()))
                .findFirst()
                .map(refresh -> thing(side) + " is in the middle of instance refresh " + refresh.instanceRefreshId()
                        + " (" + refresh.statusAsString()
                        + "), which replaces its instances: wait for its end, or cancel it"
                        + " (aws autoscaling cancel-instance-refresh --auto-scaling-group-name " + side.group()
                        + "), then deploy again")
                .orElse("");
    }

    private static String thing(Side side) {
        return "Auto Scaling group " + side.group();
    }
}

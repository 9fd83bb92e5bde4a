package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates.Resolved;
import io.jenkins.plugins.bluegreen.local.ec2.Network;
import io.jenkins.plugins.bluegreen.local.ec2.Network.Subnet;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Groups: create, update, delete, describe, and their desired capacity. */
final class GroupActions {
    private static final Set<String> DELETION_PROTECTIONS =
            Set.of("none", "prevent-force-deletion", "prevent-all-deletion");

    private final Fleet fleet;
    private final Reconciler reconciler;
    private final Network network;
    private final String arnPrefix;

    GroupActions(Fleet fleet, Reconciler reconciler, Network network, String arnPrefix) {
        this.fleet = fleet;
        this.reconciler = reconciler;
        this.network = network;
        this.arnPrefix = arnPrefix;
    }

    void actions(AwsApi api) {
        api.on("CreateAutoScalingGroup", this::create)
                .on("UpdateAutoScalingGroup", this::update)
                .on("DeleteAutoScalingGroup", this::delete)
                .on("DescribeAutoScalingGroups", this::describe)
                .on("SetDesiredCapacity", this::setDesired)
                .on("DescribeScalingActivities", this::activities);
    }

    private Shape create(Params params) {
        String name = params.required("AutoScalingGroupName");
        synchronized (fleet.lock) {
            if (fleet.groups.containsKey(name)) {
                throw AwsError.of(
                        "AlreadyExists",
                        "AutoScalingGroup by this name already exists - A group with the name " + name
                                + " already exists");
            }
            Group group = new Group(
                    name,
                    arnPrefix + ":autoScalingGroup:" + Ids.request() + ":autoScalingGroupName/" + name,
                    fleet.now());
            Sizes sizes = sizes(params, size(params, "MinSize"), size(params, "MaxSize"), Optional.empty());
            group.launch = launchSource(params)
                    .orElseThrow(() -> AwsError.validation("Valid requests must contain either LaunchTemplate,"
                            + " LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter."));
            fleet.resolve(group.launch);
            group.subnets = subnets(params)
                    .orElseThrow(
                            () -> AwsError.validation("At least one Availability Zone or VPC Subnet is required."));
            List<String> targetGroups = Stream.concat(
                            params.texts("TargetGroupARNs").stream(),
                            params.list("TrafficSources").stream().map(source -> source.required("Identifier")))
                    .toList();
            targetGroups.forEach(fleet.elb::requireGroup);
            apply(group, params, sizes);
            group.targetGroups.addAll(targetGroups);
            params.list("LifecycleHookSpecificationList")
                    .forEach(hook -> group.hooks.put(hook.required("LifecycleHookName"), hook));
            Tags.put(group, params.list("Tags"));
            group.desiredBecause = "the group was created";
            fleet.groups.put(name, group);
            return Shape.shape();
        }
    }

    private static int size(Params params, String name) {
        params.required(name);
        return params.integer(name, 0, 100_000).orElseThrow();
    }

    private record Sizes(int min, int max, int desired) {}

    private static Sizes sizes(Params params, int min, int max, Optional<Integer> currentDesired) {
        if (max < min) {
            throw AwsError.validation("Max bound, " + max + ", must be greater than or equal to min bound, " + min);
        }
        Optional<Integer> sent = params.integer("DesiredCapacity", 0, 100_000);
        int desired = sent.orElseGet(() -> Math.max(min, Math.min(max, currentDesired.orElse(min))));
        if (desired < min || desired > max) {
            throw AwsError.validation("Desired capacity:" + desired + " must be between the specified min size:" + min
                    + " and max size:" + max);
        }
        return new Sizes(min, max, desired);
    }

    private static Optional<Group.LaunchSource> launchSource(Params params) {
        if (params.has("LaunchConfigurationName") || params.has("InstanceId")) {
            throw AwsError.validation("The local cloud launches from launch templates only, use LaunchTemplate");
        }
        if (params.has("MixedInstancesPolicy")) {
            return Optional.of(Group.LaunchSource.of(
                    params.child("MixedInstancesPolicy").child("LaunchTemplate").child("LaunchTemplateSpecification")));
        }
        return params.has("LaunchTemplate")
                ? Optional.of(Group.LaunchSource.of(params.child("LaunchTemplate")))
                : Optional.empty();
    }

    private Optional<List<Subnet>> subnets(Params params) {
        Optional<String> identifier = params.text("VPCZoneIdentifier").filter(text -> !text.isEmpty());
        if (identifier.isPresent()) {
            return Optional.of(Stream.of(identifier.get().split("\\s*,\\s*"))
                    .map(id -> network.subnet(id)
                            .orElseThrow(() -> AwsError.validation("The subnet ID '" + id + "' does not exist")))
                    .toList());
        }
        List<String> zones = params.texts("AvailabilityZones");
        if (zones.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(zones.stream()
                .map(zone -> network.defaultSubnets().stream()
                        .filter(subnet -> subnet.zone().equals(zone))
                        .findFirst()
                        .orElseThrow(() -> AwsError.validation("Invalid availability zones: [" + zone + "]")))
                .toList());
    }

    private void apply(Group group, Params params, Sizes sizes) {
        params.text("HealthCheckType").ifPresent(type -> {
            if (!Set.of("EC2", "ELB", "EBS", "VPC_LATTICE").containsAll(List.of(type.split("\\s*,\\s*")))) {
                throw AwsError.validation("'" + type + "' is not a health check type");
            }
            group.healthCheckType = type;
        });
        params.text("DeletionProtection").ifPresent(protection -> {
            if (!DELETION_PROTECTIONS.contains(protection)) {
                throw AwsError.validation("'" + protection + "' is not a deletion protection");
            }
            group.deletionProtection = protection;
        });
        params.integer("HealthCheckGracePeriod", 0, Integer.MAX_VALUE)
                .ifPresent(seconds -> group.gracePeriod = Duration.ofSeconds(seconds));
        params.integer("DefaultCooldown", 0, Integer.MAX_VALUE).ifPresent(seconds -> group.cooldownSeconds = seconds);
        group.protectNewInstances = params.flag("NewInstancesProtectedFromScaleIn", group.protectNewInstances);
        if (params.has("TerminationPolicies")) {
            group.terminationPolicies = params.texts("TerminationPolicies");
        }
        group.keep(params);
        group.min = sizes.min();
        group.max = sizes.max();
        group.desired = sizes.desired();
    }

    private Shape update(Params params) {
        synchronized (fleet.lock) {
            Group group = existing(params);
            Optional<Group.LaunchSource> launch = launchSource(params);
            launch.ifPresent(fleet::resolve);
            Optional<List<Subnet>> subnets = subnets(params);
            Sizes sizes = sizes(
                    params,
                    params.integer("MinSize", 0, 100_000).orElse(group.min),
                    params.integer("MaxSize", 0, 100_000).orElse(group.max),
                    Optional.of(group.desired));
            if (sizes.desired() != group.desired) {
                group.desiredBecause =
                        "a user request update of AutoScalingGroup constraints changed the desired capacity" + " from "
                                + group.desired + " to " + sizes.desired();
            }
            apply(group, params, sizes);
            launch.ifPresent(source -> {
                group.launch = source;
                if (params.has("LaunchTemplate")) {
                    group.kept.remove("MixedInstancesPolicy");
                }
                group.nextLaunch = java.time.Instant.EPOCH;
                group.launchesLostInARow = 0;
            });
            subnets.ifPresent(list -> group.subnets = list);
            return Shape.shape();
        }
    }

    private Group existing(Params params) {
        Group group = fleet.group(params.required("AutoScalingGroupName"));
        if (group.deleting) {
            throw AwsError.of("ScalingActivityInProgress", "AutoScalingGroup " + group.name + " is being deleted");
        }
        return group;
    }

    private Shape delete(Params params) {
        boolean force = params.flag("ForceDelete", false);
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            boolean refused = group.deletionProtection.equals("prevent-all-deletion")
                    || force && group.deletionProtection.equals("prevent-force-deletion");
            if (refused) {
                throw AwsError.validation(
                        "The group " + group.name + " is protected from deletion: " + group.deletionProtection);
            }
            if (!force && (group.desired > 0 || group.active().findAny().isPresent())) {
                throw AwsError.of(
                        "ResourceInUse",
                        "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance"
                                + " request(s) still in the group.");
            }
            if (!force && !group.members.isEmpty()) {
                throw AwsError.of(
                        "ScalingActivityInProgress",
                        "You cannot delete an AutoScalingGroup while there are scaling activities in progress for that"
                                + " group.");
            }
            group.deleting = true;
            group.desired = 0;
            group.min = 0;
            group.members.forEach(member -> {
                if (member.isActive()) {
                    reconciler.end(group, member, "the group was deleted by force");
                }
                fleet.compute.terminate(member.id(), "Client.UserInitiatedShutdown: group deleted by force");
            });
            if (group.members.isEmpty()) {
                fleet.groups.remove(group.name);
            }
            return Shape.shape();
        }
    }

    private Shape describe(Params params) {
        List<String> names = params.texts("AutoScalingGroupNames");
        synchronized (fleet.lock) {
            List<Group> matching = fleet.groups.values().stream()
                    .filter(group -> names.isEmpty() || names.contains(group.name))
                    .filter(group -> Tags.match(group, params.list("Filters")))
                    .toList();
            return Pages.shape("AutoScalingGroups", matching, params, group -> group.shape(template(group)));
        }
    }

    private Shape template(Group group) {
        Optional<Resolved> resolved;
        try {
            resolved = Optional.of(
                    fleet.templates.resolve(group.launch.id(), group.launch.name(), group.launch.version()));
        } catch (AwsError deleted) {
            resolved = Optional.empty();
        }
        return Shape.shape()
                .with("LaunchTemplateId", resolved.map(Resolved::id).or(group.launch::id))
                .with("LaunchTemplateName", resolved.map(Resolved::name).or(group.launch::name))
                .with("Version", group.launch.version().isEmpty() ? "$Default" : group.launch.version());
    }

    private Shape setDesired(Params params) {
        int desired = size(params, "DesiredCapacity");
        synchronized (fleet.lock) {
            Group group = existing(params);
            if (desired < group.min) {
                throw AwsError.validation("New SetDesiredCapacity value " + desired + " is below min value " + group.min
                        + " for the AutoScalingGroup.");
            }
            if (desired > group.max) {
                throw AwsError.validation("New SetDesiredCapacity value " + desired + " is above max value " + group.max
                        + " for the AutoScalingGroup.");
            }
            boolean cooling = group.lastScaling
                    .filter(last -> fleet.now().isBefore(last.plusSeconds(group.cooldownSeconds)))
                    .isPresent();
            if (params.flag("HonorCooldown", false) && cooling) {
                throw AwsError.of(
                        "ScalingActivityInProgress", "Scaling activity is in progress and blocked by cooldown");
            }
            group.desiredBecause = "a user request explicitly set group desired capacity changing the desired capacity"
                    + " from " + group.desired + " to " + desired;
            group.desired = desired;
            return Shape.shape();
        }
    }

    private Shape activities(Params params) {
        List<String> ids = params.texts("ActivityIds");
        synchronized (fleet.lock) {
            List<Group> of = params.text("AutoScalingGroupName")
                    .map(name -> List.of(fleet.group(name)))
                    .orElseGet(() -> List.copyOf(fleet.groups.values()));
            List<Activity> newestFirst = new java.util.ArrayList<>(of.stream()
                    .flatMap(group -> group.activities.stream())
                    .filter(activity -> ids.isEmpty() || ids.contains(activity.id))
                    .toList());
            java.util.Collections.reverse(newestFirst);
            return Pages.shape("Activities", newestFirst, params, Activity::shape);
        }
    }
}

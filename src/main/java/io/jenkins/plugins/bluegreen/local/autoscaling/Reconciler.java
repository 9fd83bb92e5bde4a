package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.autoscaling.Member.Lifecycle;
import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.compute.InstanceState;
import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates.Resolved;
import io.jenkins.plugins.bluegreen.local.ec2.Network.Subnet;
import io.jenkins.plugins.bluegreen.local.traffic.TargetState;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings groups to what they should be, a step at each tick: health, schedule, launches, terminations. */
final class Reconciler {
    private static final Duration LONGEST_LAUNCH_PAUSE = Duration.ofSeconds(30);

    private final Fleet fleet;

    Reconciler(Fleet fleet) {
        this.fleet = fleet;
    }

    void tick() {
        synchronized (fleet.lock) {
            for (Group group : List.copyOf(fleet.groups.values())) {
                runSchedule(group);
                progress(group);
                judge(group);
                replaceUnhealthy(group);
                fill(group);
                shrink(group);
                group.removing.removeIf(targetGroup -> fleet.elb.health(targetGroup).stream()
                        .noneMatch(target -> target.state() == TargetState.DRAINING
                                && group.members.stream()
                                        .anyMatch(member -> member.id().equals(target.id()))));
                if (group.deleting && group.members.isEmpty()) {
                    fleet.groups.remove(group.name);
                }
            }
        }
    }

    private void runSchedule(Group group) {
        Instant now = fleet.now();
        for (ScheduledAction action : List.copyOf(group.scheduledActions.values())) {
            if (!action.isDue(now)) {
                continue;
            }
            if (group.runs(ScalingProcess.SCHEDULED_ACTIONS)) {
                int min = action.min().orElse(group.min);
                int max = action.max().orElse(group.max);
                group.min = min;
                group.max = Math.max(min, max);
                group.desired =
                        Math.max(min, Math.min(group.max, action.desired().orElse(group.desired)));
                group.desiredBecause = "of scheduled action " + action.name();
            }
            ScheduledAction following = action.after(now);
            if (following.next().isPresent()) {
                group.scheduledActions.put(action.name(), following);
            } else {
                group.scheduledActions.remove(action.name());
            }
        }
    }

    /** Pending members go into service, terminating ones through draining to their end. */
    private void progress(Group group) {
        Instant now = fleet.now();
        for (Member member : List.copyOf(group.members)) {
            InstanceState state = fleet.compute.state(member.id());
            if (member.lifecycle == Lifecycle.PENDING && state == InstanceState.RUNNING) {
                member.lifecycle = Lifecycle.IN_SERVICE;
                member.inServiceAt = now;
                member.activity.end(now, "Successful", "");
                if (group.runs(ScalingProcess.ADD_TO_LOAD_BALANCER)) {
                    group.targetGroups.forEach(targetGroup -> fleet.elb.register(targetGroup, member.instance));
                }
            }
            if (member.lifecycle == Lifecycle.TERMINATING) {
                if (state == InstanceState.TERMINATED) {
                    member.activity.end(now, "Successful", "");
                    group.members.remove(member);
                } else if (state == InstanceState.RUNNING && !isDraining(group, member)) {
                    member.activity.progress("InProgress");
                    fleet.compute.terminate(
                            member.id(),
                            "Client.UserInitiatedShutdown: terminated by Auto Scaling group " + group.name);
                }
            }
        }
    }

    private boolean isDraining(Group group, Member member) {
        return group.targetGroups.stream()
                .flatMap(targetGroup -> fleet.elb.health(targetGroup).stream())
                .anyMatch(target -> target.id().equals(member.id()) && target.state() == TargetState.DRAINING);
    }

    private void judge(Group group) {
        if (!group.runs(ScalingProcess.HEALTH_CHECK)) {
            return;
        }
        Instant now = fleet.now();
        group.active().forEach(member -> {
            if (fleet.compute.state(member.id()) != InstanceState.RUNNING) {
                member.unhealthy("an EC2 health check indicating it has been terminated or stopped");
            } else if (group.healthCheckType.contains("ELB")
                    && now.isAfter(member.inServiceAt.plus(group.gracePeriod))
                    && failsLoadBalancer(group, member)) {
                member.unhealthy("an ELB system health check failure");
            }
        });
    }

    private boolean failsLoadBalancer(Group group, Member member) {
        return group.targetGroups.stream()
                .flatMap(targetGroup -> fleet.elb.health(targetGroup).stream())
                .anyMatch(target -> target.id().equals(member.id()) && target.state() == TargetState.UNHEALTHY);
    }

    private void replaceUnhealthy(Group group) {
        if (!group.runs(ScalingProcess.REPLACE_UNHEALTHY)) {
            return;
        }
        group.active().filter(member -> !member.healthy).toList().forEach(member -> {
            boolean diedYoung = fleet.now().isBefore(member.inServiceAt.plus(LONGEST_LAUNCH_PAUSE));
            group.launchesLostInARow = diedYoung ? group.launchesLostInARow + 1 : 0;
            if (group.launchesLostInARow > 2) {
                int doublings = Math.min(5, group.launchesLostInARow - 2);
                Duration pause = Duration.ofSeconds(1L << doublings);
                group.nextLaunch =
                        fleet.now().plus(pause.compareTo(LONGEST_LAUNCH_PAUSE) < 0 ? pause : LONGEST_LAUNCH_PAUSE);
            }
            if (group.runs(ScalingProcess.TERMINATE)) {
                end(group, member, "an instance was taken out of service in response to " + member.unhealthyBecause);
            }
        });
    }

    /** Takes a member out: drained first when it still runs, so that no request is lost. */
    void end(Group group, Member member, String because) {
        Instant now = fleet.now();
        member.activity.end(now, "Cancelled", because);
        member.lifecycle = Lifecycle.TERMINATING;
        boolean running = fleet.compute.state(member.id()) == InstanceState.RUNNING;
        group.targetGroups.forEach(targetGroup -> fleet.elb.deregister(targetGroup, member.id()));
        member.activity = new Activity(
                group.name,
                "Terminating EC2 instance: " + member.id(),
                "At " + now + " " + because + ".",
                now,
                running && !group.targetGroups.isEmpty() ? "WaitingForELBConnectionDraining" : "InProgress");
        group.activities.add(member.activity);
        group.lastScaling = java.util.Optional.of(now);
    }

    private void fill(Group group) {
        long missing = group.desired - group.active().count();
        boolean mayLaunch = group.runs(ScalingProcess.LAUNCH)
                && !group.deleting
                && !fleet.now().isBefore(group.nextLaunch);
        for (long i = 0; mayLaunch && i < missing; i++) {
            mayLaunch = launch(group);
        }
    }

    private boolean launch(Group group) {
        Instant now = fleet.now();
        String cause = "At " + now + " an instance was started in response to a difference between desired and actual"
                + " capacity, increasing the capacity to " + group.desired + ", because " + group.desiredBecause + ".";
        group.lastScaling = java.util.Optional.of(now);
        try {
            Resolved template = fleet.resolve(group.launch);
            Subnet subnet = group.subnets.get((int) (group.active().count() % group.subnets.size()));
            Map<String, String> tags = new TreeMap<>(group.propagatedTags());
            tags.put("aws:autoscaling:groupName", group.name);
            tags.put("aws:ec2launchtemplate:id", template.id());
            tags.put("aws:ec2launchtemplate:version", Long.toString(template.version()));
            Instance instance = fleet.compute.launch(template.data().launch(subnet.zone(), subnet.id(), tags));
            Activity activity = new Activity(
                    group.name, "Launching a new EC2 instance: " + instance.id(), cause, now, "PreInService");
            group.activities.add(activity);
            group.members.add(new Member(instance, template, group.protectNewInstances, activity));
            return true;
        } catch (AwsError | IllegalStateException | java.io.UncheckedIOException e) {
            Activity failed = new Activity(group.name, "Launching a new EC2 instance", cause, now, "Failed");
            failed.end(now, "Failed", e.getMessage() + " Launching EC2 instance failed.");
            group.activities.add(failed);
            group.nextLaunch = now.plus(LONGEST_LAUNCH_PAUSE);
            return false;
        }
    }

    /** Oldest launch template version first, then oldest instance: the default policy without its billing hour. */
    private void shrink(Group group) {
        long surplus = group.active().count() - group.desired;
        if (surplus <= 0 || !group.runs(ScalingProcess.TERMINATE)) {
            return;
        }
        group.active()
                .filter(member -> !member.protectedFromScaleIn)
                .sorted(Comparator.<Member>comparingLong(member -> member.template.version())
                        .thenComparing(member -> member.instance.launchedAt()))
                .limit(surplus)
                .toList()
                .forEach(member -> end(
                        group,
                        member,
                        "an instance was taken out of service in response to a difference between desired and actual"
                                + " capacity, shrinking the capacity to " + group.desired));
    }
}

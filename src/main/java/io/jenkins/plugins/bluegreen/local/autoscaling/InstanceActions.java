package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.autoscaling.Member.Lifecycle;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/** Single instances of groups: terminate, health, protection, standby. */
final class InstanceActions {
    private static final int MAX_IDS = 50;

    private final Fleet fleet;
    private final Reconciler reconciler;

    InstanceActions(Fleet fleet, Reconciler reconciler) {
        this.fleet = fleet;
        this.reconciler = reconciler;
    }

    void actions(AwsApi api) {
        api.on("TerminateInstanceInAutoScalingGroup", this::terminate)
                .on("SetInstanceHealth", this::setHealth)
                .on("SetInstanceProtection", this::setProtection)
                .on("DescribeAutoScalingInstances", this::describe)
                .on("EnterStandby", this::enterStandby)
                .on("ExitStandby", this::exitStandby);
    }

    private Group groupOf(String instanceId) {
        return fleet.groupOf(instanceId)
                .orElseThrow(() -> AwsError.validation(
                        "Instance Id not found - No managed instance found for instance ID " + instanceId));
    }

    private Shape terminate(Params params) {
        String id = params.required("InstanceId");
        params.required("ShouldDecrementDesiredCapacity");
        boolean decrement = params.flag("ShouldDecrementDesiredCapacity", false);
        synchronized (fleet.lock) {
            Group group = groupOf(id);
            Member member = fleet.member(group, id);
            if (decrement) {
                if (group.desired - 1 < group.min) {
                    throw AwsError.validation("Currently, desiredSize equals minSize (" + group.min
                            + "). Terminating instance without replacement will violate group's min size constraint."
                            + " Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.");
                }
                group.desired--;
            }
            if (member.lifecycle != Lifecycle.TERMINATING) {
                reconciler.end(
                        group,
                        member,
                        "instance " + id + " was taken out of service in response to a user request, "
                                + (decrement ? "shrinking the capacity" : "keeping the capacity at " + group.desired));
            }
            return Shape.shape().with("Activity", member.activity.shape());
        }
    }

    private Shape setHealth(Params params) {
        String status = params.required("HealthStatus");
        if (!status.equals("Healthy") && !status.equals("Unhealthy")) {
            throw AwsError.validation("'" + status + "' is not a health status, use Healthy or Unhealthy");
        }
        synchronized (fleet.lock) {
            Group group = groupOf(params.required("InstanceId"));
            Member member = fleet.member(group, params.required("InstanceId"));
            boolean graceful = params.flag("ShouldRespectGracePeriod", true)
                    && fleet.now().isBefore(member.inServiceAt.plus(group.gracePeriod));
            if (status.equals("Healthy")) {
                member.healthy = true;
            } else if (!graceful) {
                member.unhealthy("a user health-check");
            }
            return Shape.shape();
        }
    }

    private Shape setProtection(Params params) {
        List<String> ids = params.texts("InstanceIds");
        params.required("ProtectedFromScaleIn");
        if (ids.size() > MAX_IDS) {
            throw AwsError.validation("At most " + MAX_IDS + " instances can be named in a call");
        }
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            ids.stream()
                    .map(id -> fleet.member(group, id))
                    .toList()
                    .forEach(member -> member.protectedFromScaleIn = params.flag("ProtectedFromScaleIn", false));
            return Shape.shape();
        }
    }

    private Shape describe(Params params) {
        List<String> ids = params.texts("InstanceIds");
        synchronized (fleet.lock) {
            List<Shape> shapes = new ArrayList<>();
            fleet.groups.values().forEach(group -> group.members.stream()
                    .filter(member -> ids.isEmpty() || ids.contains(member.id()))
                    .forEach(member -> shapes.add(member.shape()
                            .with("AutoScalingGroupName", group.name)
                            .with("HealthStatus", member.healthy ? "HEALTHY" : "UNHEALTHY"))));
            return Pages.shape("AutoScalingInstances", shapes, params, shape -> shape);
        }
    }

    private Shape enterStandby(Params params) {
        params.required("ShouldDecrementDesiredCapacity");
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            List<Shape> activities = new ArrayList<>();
            for (String id : params.texts("InstanceIds")) {
                Member member = fleet.member(group, id);
                if (member.lifecycle != Lifecycle.IN_SERVICE) {
                    throw AwsError.validation("The instance " + id + " is not in InService.");
                }
                if (params.flag("ShouldDecrementDesiredCapacity", false)) {
                    if (group.desired <= group.min) {
                        throw AwsError.validation("AutoScalingGroup " + group.name + " has min-size=" + group.min
                                + ", and desired-capacity=" + group.desired
                                + ". To place into standby 1 instance, please update the AutoScalingGroup sizes"
                                + " appropriately.");
                    }
                    group.desired--;
                }
                member.lifecycle = Lifecycle.STANDBY;
                group.targetGroups.forEach(targetGroup -> fleet.elb.deregister(targetGroup, id));
                activities.add(standby(group, "Moving EC2 instance to Standby: " + id));
            }
            return Shape.shape().list("Activities", activities);
        }
    }

    private Shape exitStandby(Params params) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            List<Shape> activities = new ArrayList<>();
            for (String id : params.texts("InstanceIds")) {
                Member member = fleet.member(group, id);
                if (member.lifecycle != Lifecycle.STANDBY) {
                    throw AwsError.validation("The instance " + id + " is not in Standby.");
                }
                member.lifecycle = Lifecycle.PENDING;
                group.desired++;
                group.max = Math.max(group.max, group.desired);
                activities.add(standby(group, "Moving EC2 instance out of Standby: " + id));
            }
            return Shape.shape().list("Activities", activities);
        }
    }

    private Shape standby(Group group, String description) {
        Activity activity = new Activity(
                group.name, description, "At " + fleet.now() + " by user request.", fleet.now(), "InProgress");
        activity.end(fleet.now(), "Successful", "");
        group.activities.add(activity);
        return activity.shape();
    }
}

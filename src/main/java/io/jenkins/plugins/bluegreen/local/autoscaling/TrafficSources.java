package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.traffic.TargetState;
import io.jenkins.plugins.bluegreen.local.traffic.TargetStatus;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/** The target groups of a group, attached and detached by either of AWS's two sets of calls. */
final class TrafficSources {
    private final Fleet fleet;

    TrafficSources(Fleet fleet) {
        this.fleet = fleet;
    }

    void actions(AwsApi api) {
        api.on("AttachTrafficSources", params -> attach(params, identifiers(params)))
                .on("DetachTrafficSources", params -> detach(params, identifiers(params)))
                .on("DescribeTrafficSources", this::describe)
                .on("AttachLoadBalancerTargetGroups", params -> attach(params, params.texts("TargetGroupARNs")))
                .on("DetachLoadBalancerTargetGroups", params -> detach(params, params.texts("TargetGroupARNs")))
                .on("DescribeLoadBalancerTargetGroups", this::describeTargetGroups)
                .on("DescribeLoadBalancers", params -> {
                    synchronized (fleet.lock) {
                        fleet.group(params.required("AutoScalingGroupName"));
                        return Shape.shape().list("LoadBalancers", List.of());
                    }
                });
    }

    private static List<String> identifiers(Params params) {
        return params.list("TrafficSources").stream()
                .map(source -> {
                    if (!source.text("Type", "elbv2").equals("elbv2")) {
                        throw AwsError.validation("Only traffic sources of type elbv2 are served by the local cloud");
                    }
                    return source.required("Identifier");
                })
                .toList();
    }

    private Shape attach(Params params, List<String> arns) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            arns.forEach(fleet.elb::requireGroup);
            for (String arn : arns) {
                group.removing.remove(arn);
                if (group.targetGroups.add(arn) && group.runs(ScalingProcess.ADD_TO_LOAD_BALANCER)) {
                    group.members.stream()
                            .filter(member -> member.lifecycle == Member.Lifecycle.IN_SERVICE)
                            .forEach(member -> fleet.elb.register(arn, member.instance));
                }
            }
            return Shape.shape();
        }
    }

    private Shape detach(Params params, List<String> arns) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            arns.stream()
                    .filter(arn -> !group.targetGroups.contains(arn))
                    .findFirst()
                    .ifPresent(arn -> {
                        throw AwsError.validation("Trying to remove Target Groups that are not part of the group");
                    });
            for (String arn : arns) {
                group.targetGroups.remove(arn);
                group.removing.add(arn);
                group.members.forEach(member -> fleet.elb.deregister(arn, member.id()));
            }
            return Shape.shape();
        }
    }

    private String state(Group group, String arn) {
        if (group.removing.contains(arn)) {
            return "Removing";
        }
        List<String> ours = group.members.stream().map(Member::id).toList();
        List<TargetStatus> targets = fleet.elb.health(arn).stream()
                .filter(target -> ours.contains(target.id()))
                .toList();
        if (targets.stream().anyMatch(target -> target.state() == TargetState.HEALTHY)) {
            return "InService";
        }
        return targets.size() >= group.active().count() ? "Added" : "Adding";
    }

    private static List<String> all(Group group) {
        List<String> all = new ArrayList<>(group.targetGroups);
        all.addAll(group.removing);
        return all;
    }

    private Shape describe(Params params) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            return Pages.shape("TrafficSources", all(group), params, arn -> Shape.shape()
                    .with("TrafficSource", arn)
                    .with("Identifier", arn)
                    .with("Type", "elbv2")
                    .with("State", state(group, arn)));
        }
    }

    private Shape describeTargetGroups(Params params) {
        synchronized (fleet.lock) {
            Group group = fleet.group(params.required("AutoScalingGroupName"));
            return Pages.shape("LoadBalancerTargetGroups", all(group), params, arn -> Shape.shape()
                    .with("LoadBalancerTargetGroupARN", arn)
                    .with("State", state(group, arn)));
        }
    }
}

package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.ec2.Network;
import io.jenkins.plugins.bluegreen.local.traffic.ActionSpec;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import io.jenkins.plugins.bluegreen.local.traffic.TargetSpec;
import io.jenkins.plugins.bluegreen.local.traffic.TargetStatus;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elastic Load Balancing v2, and what Auto Scaling and the faults need of it. */
public final class ElbService {
    /** What a load balancer is, for those who look from outside of AWS's API. */
    public record Traffic(String loadBalancerArn, String name, String listenerArn, int port, int boundPort) {}

    private final Balancing balancing;
    private final AwsApi api = new AwsApi(
            "elasticloadbalancing",
            Protocol.QUERY,
            "2015-12-01",
            "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/");

    public ElbService(DataPlane dataPlane, Compute compute, Network network, Clock clock, ElbSettings settings) {
        this.balancing = new Balancing(dataPlane);
        new LoadBalancerActions(balancing, network, clock, settings).actions(api);
        new ListenerActions(balancing).actions(api);
        new RuleActions(balancing).actions(api);
        new TargetGroupActions(balancing, settings).actions(api);
        new TargetActions(balancing, compute).actions(api);
        new TagActions(balancing).actions(api);
        api.on("DescribeAccountLimits", params -> Shape.shape()
                .list(
                        "Limits",
                        List.of(
                                limit("application-load-balancers", 50),
                                limit("listeners-per-application-load-balancer", 50),
                                limit("rules-per-application-load-balancer", 100),
                                limit("target-groups", 3000),
                                limit("target-groups-per-application-load-balancer", 100),
                                limit("target-groups-per-action-on-application-load-balancer", 5),
                                limit("targets-per-application-load-balancer", 1000))));
    }

    private static Shape limit(String name, int max) {
        return Shape.shape().with("Name", name).with("Max", max);
    }

    public AwsApi api() {
        return api;
    }

    /** @throws AwsError {@code ValidationError}, as Auto Scaling answers for a group that does not exist */
    public void requireGroup(String arn) {
        synchronized (balancing.lock) {
            if (!balancing.groups.containsKey(arn)) {
                throw AwsError.validation("Target group '" + arn + "' not found");
            }
        }
    }

    /** Registers an instance; a group that is gone is ignored, as Auto Scaling does. */
    public void register(String groupArn, Instance instance) {
        synchronized (balancing.lock) {
            if (balancing.groups.containsKey(groupArn)) {
                balancing.dataPlane.register(groupArn, new TargetSpec(instance.id(), instance.host(), instance.port()));
            }
        }
    }

    /** Begins to drain an instance. */
    public void deregister(String groupArn, String instanceId) {
        synchronized (balancing.lock) {
            if (balancing.groups.containsKey(groupArn)) {
                balancing.dataPlane.deregister(groupArn, instanceId);
            }
        }
    }

    public List<TargetStatus> health(String groupArn) {
        return balancing.dataPlane.health(groupArn);
    }

    /** Checks a group's targets more often than AWS can. */
    public void checkEvery(String groupArn, Duration interval) {
        synchronized (balancing.lock) {
            TargetGroup group = balancing.group(groupArn);
            group.checkEvery(interval);
            balancing.dataPlane.putTargetGroup(group.spec());
        }
    }

    /**
     * Writes weights as somebody else would, without an API call of ours: into a rule, or into a listener's default action.
     *
     * @param arn of a rule or a listener
     * @param weights by target group ARN
     */
    public void foreignWeights(String arn, Map<String, Integer> weights) {
        synchronized (balancing.lock) {
            Rule rule = arn.contains(":listener/") ? balancing.listener(arn).defaultRule : balancing.rule(arn);
            Optional<Duration> stickiness = rule.actions.get(0).spec() instanceof ActionSpec.Forward forward
                    ? forward.stickiness()
                    : Optional.empty();
            List<RuleAction> actions = List.of(new RuleAction(
                    new ActionSpec.Forward(
                            weights.entrySet().stream()
                                    .map(entry -> new ActionSpec.WeightedGroup(entry.getKey(), entry.getValue()))
                                    .toList(),
                            stickiness),
                    rule.actions.get(0).order()));
            balancing.checkGroups(rule.listener.loadBalancer, actions);
            rule.actions = actions;
            balancing.publish(rule.listener);
        }
    }

    /** Each listener and the port it can really be reached at. */
    public List<Traffic> traffic() {
        synchronized (balancing.lock) {
            return balancing.listeners.values().stream()
                    .map(listener -> new Traffic(
                            listener.loadBalancer.arn,
                            listener.loadBalancer.name,
                            listener.arn,
                            listener.port,
                            listener.boundPort))
                    .toList();
        }
    }

    /** {@code app/name/id} or {@code targetgroup/name/id}: the ARN's tail, as metrics name it. */
    public static String metricName(String arn) {
        int loadBalancer = arn.indexOf(":loadbalancer/");
        return loadBalancer >= 0
                ? arn.substring(loadBalancer + ":loadbalancer/".length())
                : arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** The ARNs of all target groups and of the load balancers that use them. */
    public Map<String, List<String>> groups() {
        synchronized (balancing.lock) {
            return balancing.groups.keySet().stream()
                    .collect(java.util.stream.Collectors.toMap(arn -> arn, balancing::loadBalancersOf));
        }
    }
}

package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Finds out whether the two target groups can be deployed to, and how long they hold on to users and requests. */
final class TargetGroups {
    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final String DEFAULT_DELAY = "300";
    private static final String STICKY = "stickiness.enabled";
    private static final String STICKY_TYPE = "stickiness.type";

    private final Calls calls;

    TargetGroups(Calls calls) {
        this.calls = calls;
    }

    private ElasticLoadBalancingV2Client elb() {
        return calls.clients().elb();
    }

    RoutingFacts facts(Environment environment, Map<RuleRef, List<Action>> rules) {
        List<String> problems = new ArrayList<>();
        for (RuleRef rule : environment.rules()) {
            if (!rules.containsKey(rule)) {
                problems.add((rule.isDefault() ? "listener " : "rule ") + rule.arn()
                        + " does not exist: correct its ARN in environment " + environment.name());
            }
        }
        Duration sticky =
                rules.values().stream().map(RuleActions::stickiness).reduce(Duration.ZERO, TargetGroups::longer);
        Duration delay = Duration.ZERO;
        for (Colour colour : Colour.values()) {
            Side side = environment.side(colour);
            String problem = attachment(environment, side);
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
            Map<String, String> attributes = attributes(side);
            sticky = longer(sticky, stickiness(attributes));
            delay = longer(delay, seconds(attributes.getOrDefault(DELAY, DEFAULT_DELAY)));
        }
        return new RoutingFacts(sticky, delay, String.join("; ", problems));
    }

    private String attachment(Environment environment, Side side) {
        String what = "target group " + side.targetGroup();
        TargetGroup group;
        try {
            DescribeTargetGroupsRequest request = DescribeTargetGroupsRequest.builder()
                    .targetGroupArns(side.targetGroup())
                    .build();
            group = calls.send(what, request, elb()::describeTargetGroups).targetGroups().stream()
                    .findFirst()
                    .orElse(null);
        } catch (WorldException e) {
            if (e.kind() != WorldException.Kind.NOT_FOUND) {
                throw e;
            }
            group = null;
        }
        if (group == null) {
            return what + " does not exist: correct its ARN in environment " + environment.name();
        }
        if (group.loadBalancerArns().isEmpty()) {
            return what
                    + " is attached to no load balancer: name it in the rule with weight 0, so that it is health-checked";
        }
        for (RuleRef rule : environment.rules()) {
            String balancer = Arn.of(rule.listener()).loadBalancer();
            if (group.loadBalancerArns().stream().noneMatch(arn -> arn.endsWith("/" + balancer))) {
                return what + " belongs to load balancer " + group.loadBalancerArns() + ", but the rule to " + balancer
                        + ": a deployment needs both on the same one";
            }
        }
        return "";
    }

    private Map<String, String> attributes(Side side) {
        DescribeTargetGroupAttributesRequest request = DescribeTargetGroupAttributesRequest.builder()
                .targetGroupArn(side.targetGroup())
                .build();
        try {
            return calls
                    .send("target group " + side.targetGroup(), request, elb()::describeTargetGroupAttributes)
                    .attributes()
                    .stream()
                    .collect(Collectors.toMap(TargetGroupAttribute::key, TargetGroupAttribute::value));
        } catch (WorldException e) {
            if (e.kind() != WorldException.Kind.NOT_FOUND) {
                throw e;
            }
            return Map.of();
        }
    }

    private static Duration stickiness(Map<String, String> attributes) {
        if (!"true".equals(attributes.get(STICKY))) {
            return Duration.ZERO;
        }
        String type = attributes.getOrDefault(STICKY_TYPE, "lb_cookie");
        return seconds(attributes.getOrDefault("stickiness." + type + ".duration_seconds", "86400"));
    }

    private static Duration seconds(String number) {
        return Duration.ofSeconds(Long.parseLong(number));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules: create, describe, modify, order, delete. The default rule is changed with {@code ModifyListener} only. */
final class RuleActions {
    private static final int MAX_RULES_PER_LOAD_BALANCER = 100;
    private static final int MAX_PRIORITY = 50_000;

    private final Balancing balancing;

    RuleActions(Balancing balancing) {
        this.balancing = balancing;
    }

    void actions(AwsApi api) {
        api.on("CreateRule", this::create)
                .on("DescribeRules", this::describe)
                .on("ModifyRule", this::modify)
                .on("SetRulePriorities", this::setPriorities)
                .on("DeleteRule", this::delete);
    }

    private Shape create(Params params) {
        int priority = params.integer("Priority", 1, MAX_PRIORITY)
                .orElseThrow(() -> AwsError.validation("A rule priority must be specified"));
        refuseTransforms(params);
        List<RuleCondition> conditions = RuleCondition.parse(params.list("Conditions"));
        List<RuleAction> actions = RuleAction.parse(params.list("Actions"));
        synchronized (balancing.lock) {
            Listener listener = balancing.listener(params.required("ListenerArn"));
            if (listener.rules.stream().anyMatch(rule -> rule.priority == priority)) {
                throw priorityInUse(priority);
            }
            long existing = balancing
                    .rules()
                    .filter(rule -> !rule.isDefault && rule.listener.loadBalancer == listener.loadBalancer)
                    .count();
            if (existing >= MAX_RULES_PER_LOAD_BALANCER) {
                throw AwsError.of(
                        "TooManyRules",
                        "The maximum number of rules per load balancer is " + MAX_RULES_PER_LOAD_BALANCER);
            }
            balancing.checkGroups(listener.loadBalancer, actions);
            Rule rule = Rule.of(listener, priority, conditions, actions);
            rule.tags.putAll(params.pairs("Tags"));
            listener.rules.add(rule);
            balancing.publish(listener);
            return Shape.shape().list("Rules", List.of(rule.shape()));
        }
    }

    private static AwsError priorityInUse(int priority) {
        return AwsError.of("PriorityInUse", "Priority '" + priority + "' is currently in use");
    }

    private static void refuseTransforms(Params params) {
        if (!params.list("Transforms").isEmpty()) {
            throw AwsError.of(
                    "InvalidConfigurationRequest", "The local cloud does not rewrite requests: no transforms");
        }
    }

    private Shape describe(Params params) {
        synchronized (balancing.lock) {
            List<Rule> asked = new ArrayList<>();
            if (params.has("RuleArns")) {
                params.texts("RuleArns").forEach(arn -> asked.add(balancing.rule(arn)));
            } else {
                asked.addAll(balancing.listener(params.required("ListenerArn")).inOrder());
            }
            return Pages.shape("Rules", Pages.of(asked, params), Rule::shape);
        }
    }

    private Shape modify(Params params) {
        refuseTransforms(params);
        Optional<List<RuleCondition>> conditions = params.has("Conditions")
                ? Optional.of(RuleCondition.parse(params.list("Conditions")))
                : Optional.empty();
        Optional<List<RuleAction>> actions =
                params.has("Actions") ? Optional.of(RuleAction.parse(params.list("Actions"))) : Optional.empty();
        synchronized (balancing.lock) {
            Rule rule = balancing.rule(params.required("RuleArn"));
            if (rule.isDefault) {
                throw AwsError.of("OperationNotPermitted", "Default rule '" + rule.arn + "' cannot be modified");
            }
            actions.ifPresent(wanted -> balancing.checkGroups(rule.listener.loadBalancer, wanted));
            rule.conditions = conditions.orElse(rule.conditions);
            rule.actions = actions.orElse(rule.actions);
            balancing.publish(rule.listener);
            return Shape.shape().list("Rules", List.of(rule.shape()));
        }
    }

    private Shape setPriorities(Params params) {
        synchronized (balancing.lock) {
            Map<Rule, Integer> wanted = new LinkedHashMap<>();
            for (Params pair : params.list("RulePriorities")) {
                Rule rule = balancing.rule(pair.required("RuleArn"));
                if (rule.isDefault) {
                    throw AwsError.of(
                            "OperationNotPermitted", "The priority of default rule '" + rule.arn + "' cannot be set");
                }
                wanted.put(
                        rule,
                        pair.integer("Priority", 1, MAX_PRIORITY)
                                .orElseThrow(() -> AwsError.validation("A rule priority must be specified")));
            }
            Set<Listener> touched = new LinkedHashSet<>();
            wanted.keySet().forEach(rule -> touched.add(rule.listener));
            for (Listener listener : touched) {
                Set<Integer> seen = new HashSet<>();
                listener.rules.forEach(rule -> {
                    int priority = wanted.getOrDefault(rule, rule.priority);
                    if (!seen.add(priority)) {
                        throw priorityInUse(priority);
                    }
                });
            }
            wanted.forEach((rule, priority) -> rule.priority = priority);
            touched.forEach(balancing::publish);
            return Shape.shape()
                    .list("Rules", wanted.keySet().stream().map(Rule::shape).toList());
        }
    }

    private Shape delete(Params params) {
        synchronized (balancing.lock) {
            Rule rule = balancing.rule(params.required("RuleArn"));
            if (rule.isDefault) {
                throw AwsError.of("OperationNotPermitted", "Default rule '" + rule.arn + "' cannot be deleted");
            }
            rule.listener.rules.remove(rule);
            balancing.publish(rule.listener);
            return Shape.shape();
        }
    }
}

package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.traffic.RuleSpec;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A rule of a listener. Guarded by the lock of {@link Balancing}. */
final class Rule {
    final String arn;
    final Listener listener;
    final boolean isDefault;
    final Map<String, String> tags = new TreeMap<>();
    int priority;
    List<RuleCondition> conditions;
    List<RuleAction> actions;

    private Rule(
            Listener listener,
            boolean isDefault,
            int priority,
            List<RuleCondition> conditions,
            List<RuleAction> actions) {
        this.arn = listener.arn.replace(":listener/", ":listener-rule/") + "/" + Ids.hex(16);
        this.listener = listener;
        this.isDefault = isDefault;
        this.priority = priority;
        this.conditions = List.copyOf(conditions);
        this.actions = List.copyOf(actions);
    }

    static Rule defaultRule(Listener listener, List<RuleAction> actions) {
        return new Rule(listener, true, Integer.MAX_VALUE, List.of(), actions);
    }

    static Rule of(Listener listener, int priority, List<RuleCondition> conditions, List<RuleAction> actions) {
        return new Rule(listener, false, priority, conditions, actions);
    }

    Stream<String> groups() {
        return actions.stream().flatMap(RuleAction::groups);
    }

    RuleSpec spec() {
        return new RuleSpec(
                arn,
                conditions.stream().map(RuleCondition::spec).toList(),
                actions.get(actions.size() - 1).spec());
    }

    Shape shape() {
        return Shape.shape()
                .with("RuleArn", arn)
                .with("Priority", isDefault ? "default" : Integer.toString(priority))
                .list(
                        "Conditions",
                        conditions.stream().map(RuleCondition::shape).toList())
                .list("Actions", actions.stream().map(RuleAction::shape).toList())
                .with("IsDefault", isDefault);
    }
}

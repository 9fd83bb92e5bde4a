package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * Reads and writes the actions of rules in few calls: one DescribeRules for each listener that has rules of ours, which brings its default
 * action too, and one DescribeListeners for all others.
 */
final class ListenerRules {
    private final Calls calls;

    ListenerRules(Calls calls) {
        this.calls = calls;
    }

    private ElasticLoadBalancingV2Client elb() {
        return calls.clients().elb();
    }

    /** The actions of each rule that exists; one that is gone is missing. */
    Map<RuleRef, List<Action>> read(Collection<RuleRef> rules, Urgency urgency) {
        Set<String> withRules = rules.stream()
                .filter(rule -> !rule.isDefault())
                .map(RuleRef::listener)
                .collect(ordered());
        Set<String> others = rules.stream().map(RuleRef::listener).collect(ordered());
        others.removeAll(withRules);
        Map<RuleRef, List<Action>> found = new HashMap<>();
        withRules.forEach(listener -> found.putAll(rulesOf(listener, urgency)));
        found.putAll(defaultsOf(List.copyOf(others), urgency));
        return found;
    }

    private static java.util.stream.Collector<String, ?, Set<String>> ordered() {
        return Collectors.toCollection(LinkedHashSet::new);
    }

    private Map<RuleRef, List<Action>> rulesOf(String listener, Urgency urgency) {
        List<Rule> rules = new ArrayList<>();
        String marker = null;
        do {
            DescribeRulesRequest request = DescribeRulesRequest.builder()
                    .listenerArn(listener)
                    .marker(marker)
                    .build();
            DescribeRulesResponse page;
            try {
                page = calls.send("listener " + listener, urgency, request, elb()::describeRules);
            } catch (WorldException e) {
                return absentIfGone(e);
            }
            rules.addAll(page.rules());
            marker = page.nextMarker();
        } while (marker != null && !marker.isEmpty());
        return rules.stream()
                .collect(Collectors.toMap(
                        rule -> Boolean.TRUE.equals(rule.isDefault())
                                ? RuleRef.defaultOf(listener)
                                : new RuleRef(listener, rule.ruleArn()),
                        Rule::actions));
    }

    /** AWS answers for all listeners or for none, so when one is gone each is asked for alone. */
    private Map<RuleRef, List<Action>> defaultsOf(List<String> listeners, Urgency urgency) {
        if (listeners.isEmpty()) {
            return Map.of();
        }
        DescribeListenersRequest request =
                DescribeListenersRequest.builder().listenerArns(listeners).build();
        try {
            return calls
                    .send("listener " + String.join(", ", listeners), urgency, request, elb()::describeListeners)
                    .listeners()
                    .stream()
                    .collect(Collectors.toMap(
                            listener -> RuleRef.defaultOf(listener.listenerArn()),
                            listener -> listener.defaultActions()));
        } catch (WorldException e) {
            Map<RuleRef, List<Action>> found = absentIfGone(e);
            if (listeners.size() > 1) {
                listeners.forEach(listener -> found.putAll(defaultsOf(List.of(listener), urgency)));
            }
            return found;
        }
    }

    private static Map<RuleRef, List<Action>> absentIfGone(WorldException e) {
        if (e.kind() == WorldException.Kind.NOT_FOUND) {
            return new HashMap<>();
        }
        throw e;
    }

    /** Writes the weights, unless they are there already. */
    void write(RuleRef rule, TrafficSplit split, RuleActions meaning, Urgency urgency, String approval) {
        List<Action> found = read(List.of(rule), urgency).get(rule);
        if (found == null) {
            throw new WorldException(
                    WorldException.Kind.NOT_FOUND,
                    (rule.isDefault() ? "listener " : "rule ") + rule.arn() + " is gone from region "
                            + calls.clients().region() + ": create it again or take it out of the environment");
        }
        List<Action> wanted = meaning.with(split, found);
        if (rule.isDefault()) {
            ModifyListenerRequest request = ModifyListenerRequest.builder()
                    .listenerArn(rule.listener())
                    .defaultActions(wanted)
                    .build();
            calls.sendApproved(approval, "listener " + rule.listener(), urgency, request, elb()::modifyListener);
        } else {
            ModifyRuleRequest request = ModifyRuleRequest.builder()
                    .ruleArn(rule.rule())
                    .actions(wanted)
                    .build();
            calls.sendApproved(approval, "rule " + rule.rule(), urgency, request, elb()::modifyRule);
        }
    }
}

package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/** Weights in the forward actions of an Application Load Balancer's rules. */
final class ElbTrafficSwitch implements TrafficSwitch {
    private final ListenerRules rules;
    private final TargetGroups groups;

    ElbTrafficSwitch(Calls calls) {
        this.rules = new ListenerRules(calls);
        this.groups = new TargetGroups(calls);
    }

    @Override
    public List<RuleReading> read(Environment environment, Urgency urgency) {
        Map<RuleRef, List<Action>> found = rules.read(environment.rules(), urgency);
        RuleActions meaning = new RuleActions(environment);
        return environment.rules().stream()
                .map(rule -> found.containsKey(rule) ? meaning.read(rule, found.get(rule)) : meaning.gone(rule))
                .toList();
    }

    @Override
    public void write(Environment environment, RuleRef rule, TrafficSplit split, Urgency urgency) {
        write(environment, rule, split, urgency, "");
    }

    @Override
    public void write(Environment environment, RuleRef rule, TrafficSplit split, Urgency urgency, String approval) {
        rules.write(rule, split, new RuleActions(environment), urgency, approval);
    }

    @Override
    public RoutingFacts facts(Environment environment) {
        return groups.facts(environment, rules.read(environment.rules(), Urgency.ORDINARY));
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import java.util.List;

/**
 * One rule of a listener.
 *
 * @param arn names the rule
 * @param conditions all must hold; none means that the rule always matches
 * @param action what happens to a request that matches
 */
public record RuleSpec(String arn, List<ConditionSpec> conditions, ActionSpec action) {

    /** Copies what it is given. */
    public RuleSpec {
        conditions = List.copyOf(conditions);
    }
}

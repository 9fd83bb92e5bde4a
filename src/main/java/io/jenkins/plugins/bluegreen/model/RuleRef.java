package io.jenkins.plugins.bluegreen.model;

/**
 * A place on the load balancer that holds weights: a listener rule, or the default action of a listener.
 *
 * @param listener ARN of the listener
 * @param rule ARN of the rule; empty for the listener's default action, which is changed with ModifyListener
 */
public record RuleRef(String listener, String rule) {
    public RuleRef {
        listener = Text.required("listener of a rule", listener);
        rule = Text.orEmpty(rule);
    }

    /** The default action of a listener. */
    public static RuleRef defaultOf(String listener) {
        return new RuleRef(listener, "");
    }

    public boolean isDefault() {
        return rule.isEmpty();
    }

    /** The ARN that people and logs know it by. */
    public String arn() {
        return isDefault() ? listener : rule;
    }
}

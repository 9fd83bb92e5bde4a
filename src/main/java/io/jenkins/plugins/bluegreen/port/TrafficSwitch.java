package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.util.List;

/** The weights of an environment's rules. Asking for a split is not having it: read it back, then watch live traffic. */
public interface TrafficSwitch {
    /**
     * Reads the weights of every rule of the environment, in the environment's order. A rule that is gone or forwards elsewhere is a
     * reading without a split, not an error.
     */
    List<RuleReading> read(Environment environment, Urgency urgency);

    /**
     * Sets the weights of one rule, whole action, both groups in it. Idempotent.
     *
     * @throws WorldException also when the outcome is unknown (time-out): the rule may or may not have changed
     */
    void write(Environment environment, RuleRef rule, TrafficSplit split, Urgency urgency);

    /**
     * The same in the name of an approval, for worlds that move traffic only with one.
     *
     * @param approval hash of the evidence that was approved; empty if nobody approved any
     */
    default void write(Environment environment, RuleRef rule, TrafficSplit split, Urgency urgency, String approval) {
        write(environment, rule, split, urgency);
    }

    /** Reads what the load balancer is set to do besides weights. */
    RoutingFacts facts(Environment environment);
}

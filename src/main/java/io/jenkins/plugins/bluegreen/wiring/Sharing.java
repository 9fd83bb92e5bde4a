package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Two environments with a rule, a target group or an Auto Scaling group in common would be deployed to under two leases at once. */
final class Sharing {
    private Sharing() {}

    /** @throws ConfigurationException naming both environments and the thing that they share */
    static void requireNone(Collection<Environment> environments) {
        Map<String, String> owners = new HashMap<>();
        for (Environment environment : environments) {
            for (RuleRef rule : environment.rules()) {
                take(owners, environment, "rule " + rule.arn());
            }
            for (Colour colour : Colour.values()) {
                Side side = environment.side(colour);
                take(owners, environment, "target group " + side.targetGroup());
                take(owners, environment, "Auto Scaling group " + side.group() + " in " + environment.region());
            }
        }
    }

    private static void take(Map<String, String> owners, Environment environment, String thing) {
        String other = owners.putIfAbsent(thing, environment.name());
        if (other != null) {
            throw new ConfigurationException("environments " + other + " and " + environment.name() + " share " + thing
                    + ": two deployments at once would undo each other there; give each its own");
        }
    }
}

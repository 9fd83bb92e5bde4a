package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The rules of a listener as one node sees them: immutable, so that a request meets either the old or the new ones. */
final class RoutingTable {

    /** A decision on a request. */
    sealed interface Route {
        /** To one of some groups; {@code stickySeconds} is 0 without group stickiness. */
        record Groups(GroupChoice choice, long stickySeconds) implements Route {}

        /** Answered by the load balancer. */
        record Fixed(ActionSpec.FixedResponse response) implements Route {}

        /** Sent elsewhere. */
        record Moved(ActionSpec.Redirect redirect) implements Route {}
    }

    private record Rule(Condition[] conditions, Route route) {
        boolean matches(RequestHead request) {
            for (Condition condition : conditions) {
                if (!condition.holds(request)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Rule[] rules;

    private RoutingTable(Rule[] rules) {
        this.rules = rules;
    }

    static RoutingTable of(List<RuleSpec> rules, Function<String, Share> groups) {
        return new RoutingTable(rules.stream()
                .map(rule -> new Rule(
                        rule.conditions().stream().map(Condition::of).toArray(Condition[]::new),
                        route(rule.action(), groups)))
                .toArray(Rule[]::new));
    }

    private static Route route(ActionSpec action, Function<String, Share> groups) {
        if (action instanceof ActionSpec.Forward forward) {
            return new Route.Groups(
                    new GroupChoice(
                            forward.groups().stream()
                                    .map(group -> groups.apply(group.groupArn()))
                                    .toArray(Share[]::new),
                            forward.groups().stream()
                                    .mapToInt(ActionSpec.WeightedGroup::weight)
                                    .toArray()),
                    forward.stickiness().map(Duration::toSeconds).orElse(0L));
        }
        if (action instanceof ActionSpec.FixedResponse fixed) {
            return new Route.Fixed(fixed);
        }
        if (action instanceof ActionSpec.Redirect redirect) {
            return new Route.Moved(redirect);
        }
        throw new IllegalArgumentException("unknown action " + action);
    }

    /** The route of the first rule that matches; the last one is the default rule and always does. */
    Route routeOf(RequestHead request) {
        int last = rules.length - 1;
        for (int i = 0; i < last; i++) {
            if (rules[i].matches(request)) {
                return rules[i].route();
            }
        }
        return rules[last].route();
    }
}

package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What a rule's list of actions means to an environment, and what it becomes with other weights. Pure. */
final class RuleActions {
    /** Actions that end a list; the others (authentication) come before one of these and are none of our business. */
    private static final Set<ActionTypeEnum> LAST =
            Set.of(ActionTypeEnum.FORWARD, ActionTypeEnum.FIXED_RESPONSE, ActionTypeEnum.REDIRECT);

    private final Environment environment;

    RuleActions(Environment environment) {
        this.environment = environment;
    }

    RuleReading gone(RuleRef rule) {
        return new RuleReading(rule, Optional.empty(), rule.isDefault() ? "listener is gone" : "rule is gone");
    }

    RuleReading read(RuleRef rule, List<Action> actions) {
        Optional<Action> last = last(actions);
        if (last.isEmpty()) {
            return new RuleReading(rule, Optional.empty(), "no action that ends the rule");
        }
        Action action = last.get();
        return switch (action.type()) {
            case FORWARD -> forward(rule, groups(action));
            case FIXED_RESPONSE ->
                new RuleReading(
                        rule,
                        Optional.empty(),
                        "fixed-response " + action.fixedResponseConfig().statusCode());
            default ->
                new RuleReading(
                        rule,
                        Optional.empty(),
                        "redirect " + action.redirectConfig().statusCodeAsString() + " to "
                                + action.redirectConfig().host()
                                + action.redirectConfig().path());
        };
    }

    private RuleReading forward(RuleRef rule, List<TargetGroupTuple> groups) {
        String raw = groups.stream()
                .map(group -> name(group.targetGroupArn()) + " " + weight(group))
                .collect(Collectors.joining(" / "));
        Set<String> found =
                groups.stream().map(TargetGroupTuple::targetGroupArn).collect(Collectors.toSet());
        Set<String> ours =
                Set.of(environment.blue().targetGroup(), environment.green().targetGroup());
        if (groups.size() != 2 || !found.equals(ours)) {
            return new RuleReading(rule, Optional.empty(), "forward to " + raw);
        }
        int blue = weightOf(Colour.BLUE, groups);
        int green = weightOf(Colour.GREEN, groups);
        return new RuleReading(rule, percent(blue, green), "blue " + blue + " / green " + green);
    }

    /** Weights are a ratio: 1/0 is 100/0 and 9/1 is 90/10. One that is no whole percentage (1/2) is nobody's request of ours. */
    private static Optional<TrafficSplit> percent(int blue, int green) {
        int sum = blue + green;
        return sum > 0 && 100 * blue % sum == 0
                ? Optional.of(TrafficSplit.share(Colour.BLUE, 100 * blue / sum))
                : Optional.empty();
    }

    private int weightOf(Colour side, List<TargetGroupTuple> groups) {
        return groups.stream()
                .filter(group ->
                        group.targetGroupArn().equals(environment.side(side).targetGroup()))
                .mapToInt(RuleActions::weight)
                .findFirst()
                .orElse(0);
    }

    /** A group named without a weight takes one part (ELB API, TargetGroupTuple). */
    private static int weight(TargetGroupTuple group) {
        return group.weight() == null ? 1 : group.weight();
    }

    private String name(String targetGroup) {
        for (Colour side : Colour.values()) {
            if (environment.side(side).targetGroup().equals(targetGroup)) {
                return side.word();
            }
        }
        return Arn.of(targetGroup).shortName();
    }

    private static Optional<Action> last(List<Action> actions) {
        return actions.stream().filter(action -> LAST.contains(action.type())).findFirst();
    }

    /** A forward to a single group may come without the list of groups. */
    private static List<TargetGroupTuple> groups(Action forward) {
        if (forward.forwardConfig() != null && forward.forwardConfig().hasTargetGroups()) {
            return forward.forwardConfig().targetGroups();
        }
        return forward.targetGroupArn() == null
                ? List.of()
                : List.of(TargetGroupTuple.builder()
                        .targetGroupArn(forward.targetGroupArn())
                        .build());
    }

    /** How long the rule pins users to the group they were sent to first; zero if it does not. */
    static Duration stickiness(List<Action> actions) {
        return stickinessOf(actions)
                .filter(config -> Boolean.TRUE.equals(config.enabled()) && config.durationSeconds() != null)
                .map(config -> Duration.ofSeconds(config.durationSeconds()))
                .orElse(Duration.ZERO);
    }

    private static Optional<TargetGroupStickinessConfig> stickinessOf(List<Action> actions) {
        return last(actions).map(Action::forwardConfig).map(ForwardActionConfig::targetGroupStickinessConfig);
    }

    /**
     * The same list with these weights: everything else stays as found, in its order. What ended the list becomes a forward to both
     * sides whatever it was.
     */
    List<Action> with(TrafficSplit split, List<Action> found) {
        Optional<Action> last = last(found);
        Action forward = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(last.map(Action::order).orElse(null))
                .forwardConfig(config -> config.targetGroups(tuple(Colour.BLUE, split), tuple(Colour.GREEN, split))
                        .targetGroupStickinessConfig(stickinessOf(found).orElse(null)))
                .build();
        if (last.isEmpty()) {
            return List.of(forward);
        }
        return found.stream()
                .map(action -> action.equals(last.get()) ? forward : keepingItsSecret(action))
                .toList();
    }

    private TargetGroupTuple tuple(Colour side, TrafficSplit split) {
        return TargetGroupTuple.builder()
                .targetGroupArn(environment.side(side).targetGroup())
                .weight(split.on(side))
                .build();
    }

    /** AWS never gives a client secret back; without this flag a change of the weights would ask for it again. */
    private static Action keepingItsSecret(Action action) {
        return action.authenticateOidcConfig() == null
                ? action
                : action.copy(a -> a.authenticateOidcConfig(
                        action.authenticateOidcConfig().copy(c -> c.useExistingClientSecret(true))));
    }
}

package io.jenkins.plugins.bluegreen.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes to what the deployer owns at run time. They appear in a plan when an {@code ignore_changes} was lost. */
final class RunTimeRules {
    private static final Set<String> LISTENERS = Set.of("aws_lb_listener", "aws_alb_listener");
    private static final Set<String> LISTENER_RULES = Set.of("aws_lb_listener_rule", "aws_alb_listener_rule");
    private static final List<String> SIZES = List.of("min_size", "desired_capacity", "max_size");
    private static final List<String> TEMPLATES =
            List.of("launch_template", "mixed_instances_policy", "launch_configuration");

    private RunTimeRules() {}

    static Stream<Finding> judge(ResourceChange change) {
        if (!change.updates()) {
            return Stream.empty();
        }
        if (LISTENERS.contains(change.type())) {
            return weights(change, "default_action");
        }
        if (LISTENER_RULES.contains(change.type())) {
            return weights(change, "action");
        }
        return "aws_autoscaling_group".equals(change.type())
                ? Stream.concat(capacity(change), template(change))
                : Stream.empty();
    }

    private static Stream<Finding> weights(ResourceChange change, String attribute) {
        if (!change.changes(attribute)) {
            return Stream.empty();
        }
        String before = weights(change.before().path(attribute));
        String after = weights(change.after().path(attribute));
        String what = before.equals(after) ? "change the action" : "set the weights from " + before + " to " + after;
        return Stream.of(new Finding(
                Rule.WEIGHTS,
                change.address(),
                "would " + what + ": that moves users, and the split belongs to the deployer;"
                        + " put lifecycle { ignore_changes = [" + attribute + "] } back"));
    }

    /** Group names with their weights, for example {@code staging-blue 100, staging-green 0}. */
    private static String weights(JsonNode actions) {
        List<String> weights = new ArrayList<>();
        for (JsonNode action : actions) {
            for (JsonNode forward : action.path("forward")) {
                for (JsonNode group : forward.path("target_group")) {
                    weights.add(groupName(group.path("arn").asText()) + " "
                            + group.path("weight").asText());
                }
            }
            if (action.path("forward").isEmpty()) {
                String group = groupName(action.path("target_group_arn").asText());
                weights.add(group.isEmpty() ? action.path("type").asText("nothing") : group + " alone");
            }
        }
        return weights.isEmpty() ? "nothing" : weights.stream().sorted().collect(Collectors.joining(", "));
    }

    /** {@code arn:…:targetgroup/staging-blue/0123} has the name in its second part. */
    private static String groupName(String arn) {
        String[] parts = arn.split("/", -1);
        return parts.length > 1 ? parts[1] : arn;
    }

    private static Stream<Finding> capacity(ResourceChange change) {
        List<String> changed = SIZES.stream()
                .filter(change::changes)
                .map(size -> size + " from " + shown(change.before().path(size)) + " to "
                        + shown(change.after().path(size)))
                .toList();
        return changed.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        Rule.CAPACITY,
                        change.address(),
                        "would change " + String.join(", ", changed)
                                + ": the size of a side belongs to the deployer, and this one may be live;"
                                + " put the sizes back into ignore_changes"));
    }

    private static Stream<Finding> template(ResourceChange change) {
        List<String> changed = TEMPLATES.stream().filter(change::changes).toList();
        return changed.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        Rule.TEMPLATE,
                        change.address(),
                        "would change " + String.join(", ", changed)
                                + ": the template version of a side is its release, and new instances would run another one;"
                                + " put the version back into ignore_changes"));
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "a value known after the apply" : value.asText();
    }
}

package io.jenkins.plugins.bluegreen.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/**
 * One entry of {@code resource_changes} in a plan.
 *
 * @param address where the resource is declared, with module and key
 * @param type its type, for example {@code aws_lb_listener}
 * @param actions what Terraform will do: no-op, create, read, update, delete; delete and create together mean replace
 * @param before its attributes now; missing if it does not exist
 * @param after its attributes afterwards, without those that are known only after the apply; missing if it will not exist
 */
public record ResourceChange(String address, String type, Set<String> actions, JsonNode before, JsonNode after) {
    public ResourceChange {
        actions = Set.copyOf(actions);
        before = before == null || before.isNull() ? MissingNode.getInstance() : before;
        after = after == null || after.isNull() ? MissingNode.getInstance() : after;
    }

    /** Whether anything will happen to the resource. */
    public boolean changesSomething() {
        return actions.contains("create") || actions.contains("update") || removes();
    }

    boolean removes() {
        return actions.contains("delete");
    }

    boolean replaces() {
        return removes() && actions.contains("create");
    }

    boolean updates() {
        return actions.contains("update");
    }

    /** Whether the attribute will have another value, or one that is not known yet. */
    boolean changes(String attribute) {
        return !before.path(attribute).equals(after.path(attribute));
    }

    /** Whether the attribute is true afterwards and was not before. */
    boolean turnsOn(String attribute) {
        return isTrue(after.path(attribute)) && !isTrue(before.path(attribute));
    }

    /** Whether the attribute was true and is not afterwards, also when the resource goes. */
    boolean turnsOff(String attribute) {
        return isTrue(before.path(attribute)) && !isTrue(after.path(attribute));
    }

    /** Some types write their booleans as text. */
    private static boolean isTrue(JsonNode value) {
        return "true".equals(value.asText());
    }
}

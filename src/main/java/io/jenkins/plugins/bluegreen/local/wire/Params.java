package io.jenkins.plugins.bluegreen.local.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The input of one call as a tree. The Query protocol's flat keys ({@code Actions.member.1.Type}), EC2's ({@code Tag.1.Key}) and JSON
 * bodies all become the same tree, so a service reads them in one way.
 */
public final class Params {
    private static final Params NONE = new Params(null);

    private String value;
    private final Map<String, Params> children = new LinkedHashMap<>();

    private Params(String value) {
        this.value = value;
    }

    /** Decodes the flat keys of a form. */
    public static Params ofForm(Map<String, String> form) {
        Params root = new Params(null);
        form.forEach((key, value) -> {
            Params at = root;
            for (String part : key.split("\\.")) {
                at = at.children.computeIfAbsent(part, name -> new Params(null));
            }
            at.value = value;
        });
        return root;
    }

    /** Decodes a JSON object; arrays become numbered children, as in a form. */
    public static Params ofJson(JsonNode json) {
        Params node = new Params(json.isValueNode() && !json.isNull() ? json.asText() : null);
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                node.children.put(Integer.toString(i + 1), ofJson(json.get(i)));
            }
        }
        json.properties().forEach(member -> node.children.put(member.getKey(), ofJson(member.getValue())));
        return node;
    }

    public boolean has(String name) {
        return children.containsKey(name);
    }

    /** The structure of that name; empty when it was not sent. */
    public Params child(String name) {
        return children.getOrDefault(name, NONE);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(child(name).value);
    }

    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** @throws AwsError {@code ValidationError} when the member is missing or empty */
    public String required(String name) {
        return text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> AwsError.validation("1 validation error detected: Value null at '" + lowerFirst(name)
                        + "' failed to satisfy constraint: Member must not be null"));
    }

    /** @throws AwsError {@code ValidationError} when it is not a whole number */
    public Optional<Integer> integer(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text.trim());
            } catch (NumberFormatException e) {
                throw AwsError.validation("'" + text + "' is not a number for " + name);
            }
        });
    }

    /** @throws AwsError {@code ValidationError} when it is outside the range */
    public Optional<Integer> integer(String name, int min, int max) {
        Optional<Integer> number = integer(name);
        number.filter(n -> n < min || n > max).ifPresent(n -> {
            throw AwsError.validation("1 validation error detected: Value '" + n + "' at '" + lowerFirst(name)
                    + "' failed to satisfy constraint: Member must have value "
                    + (n > max ? "less than or equal to " + max : "greater than or equal to " + min));
        });
        return number;
    }

    public Optional<Double> decimal(String name) {
        return text(name).map(text -> {
            try {
                return Double.valueOf(text.trim());
            } catch (NumberFormatException e) {
                throw AwsError.validation("'" + text + "' is not a number for " + name);
            }
        });
    }

    public Optional<Boolean> flag(String name) {
        return text(name).map(Boolean::parseBoolean);
    }

    public boolean flag(String name, boolean otherwise) {
        return flag(name).orElse(otherwise);
    }

    /** The items of a list: {@code Name.member.1}, {@code Name.Item.1} or {@code Name.1}, in the order of their numbers. */
    public List<Params> list(String name) {
        Params list = child(name);
        if (list.children.size() == 1 && !numbered(list)) {
            list = list.children.values().iterator().next();
        }
        if (!numbered(list)) {
            return List.of();
        }
        List<Map.Entry<String, Params>> items = new ArrayList<>(list.children.entrySet());
        items.sort(Map.Entry.comparingByKey((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b))));
        return items.stream().map(Map.Entry::getValue).toList();
    }

    private static boolean numbered(Params list) {
        return !list.children.isEmpty() && list.children.keySet().stream().allMatch(key -> key.matches("[0-9]{1,6}"));
    }

    /** The items of a list of plain values. */
    public List<String> texts(String name) {
        return list(name).stream()
                .map(item -> item.value == null ? "" : item.value)
                .toList();
    }

    /** A list of {@code Key}/{@code Value} pairs, such as tags and attributes, in order. */
    public Map<String, String> pairs(String name) {
        return list(name).stream()
                .collect(Collectors.toMap(
                        pair -> pair.text("Key", ""),
                        pair -> pair.text("Value", ""),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    /** This node's own value, for items of lists. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    public Map<String, Params> members() {
        return Collections.unmodifiableMap(children);
    }

    public boolean isList() {
        return numbered(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Params that && Objects.equals(value, that.value) && children.equals(that.children);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, children);
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}

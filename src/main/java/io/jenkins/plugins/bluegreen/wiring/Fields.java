package io.jenkins.plugins.bluegreen.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.bluegreen.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the fields of a map as people write it, in {@code camelCase} or, as Terraform writes it, in {@code snake_case}. Every field is
 * named with its path when it is wrong, and what nobody has asked for is an error: a misspelt setting must not be a silent default.
 */
final class Fields {
    private final String path;
    private final JsonNode node;
    private final Set<String> known = new HashSet<>();

    private Fields(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static Fields of(String path, JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return new Fields(path, JsonNodeFactory.instance.objectNode());
        }
        if (!node.isObject()) {
            throw new ConfigurationException(path + " is " + node + ": it must be a map of fields");
        }
        return new Fields(path, node);
    }

    private JsonNode get(String name) {
        known.add(name);
        known.add(snake(name));
        JsonNode value = node.get(name);
        return value == null ? node.get(snake(name)) : value;
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private String where(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        JsonNode value = get(name);
        return value != null && !value.isNull();
    }

    JsonNode raw(String name) {
        return get(name);
    }

    String text(String name, String otherwise) {
        JsonNode value = get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isValueNode()) {
            throw new ConfigurationException(where(name) + " is " + value + ": it must be a single value");
        }
        return value.asText();
    }

    String required(String name) {
        String value = text(name, "");
        if (value.isBlank()) {
            throw new ConfigurationException(where(name) + " is missing: give it a value");
        }
        return value;
    }

    int number(String name, int otherwise) {
        JsonNode value = get(name);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.asText());
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    where(name) + " is '" + value.asText() + "': it must be a whole number", e);
        }
    }

    double decimal(String name) {
        String value = required(name);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new ConfigurationException(where(name) + " is '" + value + "': it must be a number", e);
        }
    }

    boolean flag(String name, boolean otherwise) {
        String value = text(name, String.valueOf(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigurationException(where(name) + " is '" + value + "': it must be true or false");
        }
        return value.equals("true");
    }

    Duration duration(String name, Duration otherwise) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(where(name) + ": " + e.getMessage(), e);
        }
    }

    List<String> texts(String name) {
        JsonNode value = get(name);
        List<String> all = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(one -> all.add(one.asText()));
        } else if (value != null && !value.isNull()) {
            throw new ConfigurationException(where(name) + " is " + value + ": it must be a list");
        }
        return all;
    }

    Fields map(String name) {
        return of(where(name), get(name));
    }

    List<Fields> maps(String name) {
        JsonNode value = get(name);
        List<Fields> all = new ArrayList<>();
        if (value != null && !value.isNull()) {
            if (!value.isArray()) {
                throw new ConfigurationException(where(name) + " is " + value + ": it must be a list");
            }
            for (JsonNode one : value) {
                all.add(of(where(name) + "[" + all.size() + "]", one));
            }
        }
        return all;
    }

    /** Fields whose names are the user's own, such as environments. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Nothing may be left that nobody asked for. */
    void noOthers() {
        Set<String> others = new TreeSet<>(names());
        others.removeAll(known);
        if (!others.isEmpty()) {
            Set<String> could = new TreeSet<>();
            known.stream().filter(name -> name.indexOf('_') < 0).forEach(could::add);
            throw new ConfigurationException((path.isEmpty() ? "" : path + ": ") + "unknown field "
                    + String.join(", ", others) + "; known are " + String.join(", ", could));
        }
    }
}

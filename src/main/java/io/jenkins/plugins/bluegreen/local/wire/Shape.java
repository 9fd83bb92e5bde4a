package io.jenkins.plugins.bluegreen.local.wire;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A structure of an answer, in the order of its members; rendered as XML or JSON by the protocol of the call. */
public final class Shape {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Shape() {}

    /** A list; {@code itemName} null takes the protocol's usual element name. */
    record Items(String itemName, List<?> items) {
        Items {
            items = List.copyOf(items);
        }
    }

    public static Shape shape() {
        return new Shape();
    }

    /** Adds a member: text, number, boolean, {@link Instant} or {@link Shape}; {@code null} and empty optionals are left out. */
    public Shape with(String name, Object value) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (present != null) {
            members.put(name, present);
        }
        return this;
    }

    /** Adds a list of texts, numbers or shapes. */
    public Shape list(String name, Collection<?> items) {
        return list(name, null, items);
    }

    /** Adds a list whose elements have a name of their own, as RDS writes them. */
    public Shape list(String name, String itemName, Collection<?> items) {
        members.put(name, new Items(itemName, List.copyOf(items)));
        return this;
    }

    /** Adds tags as a list of {@code Key}/{@code Value}. */
    public Shape pairs(String name, Map<String, String> pairs) {
        return list(
                name,
                pairs.entrySet().stream()
                        .map(pair -> shape().with("Key", pair.getKey()).with("Value", pair.getValue()))
                        .toList());
    }

    /** The first item of a list of structures. @throws IllegalStateException when there is none */
    public Shape first(String list) {
        if (members.get(list) instanceof Items items
                && !items.items().isEmpty()
                && items.items().get(0) instanceof Shape shape) {
            return shape;
        }
        throw new IllegalStateException("the answer has no " + list);
    }

    /** A structure or value of that name as text. @throws IllegalStateException when there is none */
    public String text(String name) {
        return member(name)
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalStateException("the answer has no " + name));
    }

    Map<String, Object> members() {
        return members;
    }

    public Optional<Object> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }
}

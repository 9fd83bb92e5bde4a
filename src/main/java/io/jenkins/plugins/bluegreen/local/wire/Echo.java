package io.jenkins.plugins.bluegreen.local.wire;

import java.util.List;

/** Gives back what was sent, for parts of a resource that are kept for their owner and mean nothing here. */
public final class Echo {
    private Echo() {}

    /** The structure of that name as it was sent, or null when it was not. */
    public static Shape of(Params params, String name) {
        return params.has(name) ? shape(params.child(name)) : null;
    }

    /** All members as they were sent, Query lists as lists. */
    public static Shape shape(Params params) {
        Shape shape = Shape.shape();
        params.members().keySet().forEach(name -> add(shape, params, name));
        return shape;
    }

    /** JSON tells numbers and truth values from text; these are the ones that are given back. */
    private static Object typed(String name, String text) {
        return switch (name) {
            case "Period" -> Integer.valueOf(text);
            case "ReturnData" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    /** Adds one member as it was sent; nothing when it was not. */
    public static void add(Shape shape, Params params, String name) {
        if (!params.has(name)) {
            return;
        }
        Params child = params.child(name);
        List<Params> items = params.list(name);
        if (child.value().isPresent()) {
            shape.with(name, typed(name, child.value().get()));
        } else if (!items.isEmpty()) {
            shape.list(
                    name,
                    items.stream()
                            .<Object>map(item ->
                                    item.value().isPresent() ? item.value().get() : shape(item))
                            .toList());
        } else {
            shape.with(name, shape(child));
        }
    }
}

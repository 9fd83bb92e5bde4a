package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.function.Function;

/** Paging by {@code Marker} and {@code PageSize} (1-400), as all describes of ELBv2 have it. */
final class Pages {
    private static final int MAX_PAGE = 400;

    private Pages() {}

    static <T> Page<T> of(List<T> all, Params params) {
        return Page.of(
                all,
                params.text("Marker"),
                params.integer("PageSize", 1, MAX_PAGE).orElse(MAX_PAGE),
                "ValidationError");
    }

    static <T> Shape shape(String list, Page<T> page, Function<T, Shape> shape) {
        return Shape.shape()
                .list(list, page.items().stream().map(shape).toList())
                .with("NextMarker", page.nextMarker());
    }
}

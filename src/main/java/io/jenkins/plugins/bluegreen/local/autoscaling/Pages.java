package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.function.Function;

/** Paging by {@code NextToken} and {@code MaxRecords} (1-100, 50 by default), as all describes of Auto Scaling have it. */
final class Pages {
    private Pages() {}

    static <T> Shape shape(String list, List<T> all, Params params, Function<T, Shape> shape) {
        Page<T> page = Page.of(
                all,
                params.text("NextToken"),
                params.integer("MaxRecords", 1, 100).orElse(50),
                "InvalidNextToken");
        return Shape.shape()
                .list(list, page.items().stream().map(shape).toList())
                .with("NextToken", page.nextMarker());
    }
}

package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.Map;
import java.util.TreeMap;

/** What names a metric. */
record MetricId(String namespace, String name, Map<String, String> dimensions) {
    private static final int MAX_DIMENSIONS = 30;

    MetricId {
        dimensions = new TreeMap<>(dimensions);
        if (dimensions.size() > MAX_DIMENSIONS) {
            throw AwsError.of("InvalidParameterValue", "A metric can have " + MAX_DIMENSIONS + " dimensions");
        }
    }

    static MetricId parse(Params params) {
        return new MetricId(params.required("Namespace"), params.required("MetricName"), dimensions(params));
    }

    static Map<String, String> dimensions(Params params) {
        Map<String, String> dimensions = new TreeMap<>();
        params.list("Dimensions").forEach(one -> dimensions.put(one.required("Name"), one.text("Value", "")));
        return dimensions;
    }

    Shape shape() {
        return addTo(Shape.shape());
    }

    Shape addTo(Shape shape) {
        return shape.with("Namespace", namespace)
                .with("MetricName", name)
                .list(
                        "Dimensions",
                        dimensions.entrySet().stream()
                                .map(one ->
                                        Shape.shape().with("Name", one.getKey()).with("Value", one.getValue()))
                                .toList());
    }
}

package io.jenkins.plugins.bluegreen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.report.Timeline.Write;
import java.time.Duration;
import java.time.Instant;

/** Pieces that several JSON documents share. */
final class Nodes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    static ObjectNode split(TrafficSplit split) {
        return JSON.objectNode().put("blue", split.blue()).put("green", split.green());
    }

    static ObjectNode counts(RequestSeries.Counts counts) {
        ObjectNode json = JSON.objectNode().put("requests", counts.requests()).put("failures", counts.failures());
        putMillis(json, "p50Millis", counts.p50Millis());
        putMillis(json, "p95Millis", counts.p95Millis());
        return json;
    }

    static ArrayNode writes(Timeline timeline) {
        ArrayNode json = JSON.arrayNode();
        timeline.writes().forEach(write -> json.add(write(write)));
        return json;
    }

    private static ObjectNode write(Write write) {
        ObjectNode json = JSON.objectNode()
                .put("askedAt", write.asked().toString())
                .put("by", write.by())
                .put("why", write.why())
                .put("readBackAt", write.readBack().map(Instant::toString).orElse(null))
                .put("settledAt", write.settled().map(Instant::toString).orElse(null))
                .put("propagationMillis", write.lag().map(Duration::toMillis).orElse(null));
        json.set("split", split(write.split()));
        return json;
    }

    private static void putMillis(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) {
            json.putNull(name);
        } else {
            json.put(name, Math.round(value * 10) / 10.0);
        }
    }
}

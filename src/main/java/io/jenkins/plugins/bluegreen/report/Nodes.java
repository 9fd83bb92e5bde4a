package io.jenkins.plugins.bluegreen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.report.Timeline.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Pieces that several JSON documents share. */
final class Nodes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    static ObjectNode split(TrafficSplit split) {
        return JSON.objectNode().put("blue", split.blue()).put("green", split.green());
    }

    static ObjectNode counts(RequestSeries.Counts counts) {
        ObjectNode json = JSON.objectNode()
                .put("requests", counts.requests())
                .put("failures", counts.failures())
                .put("lost", counts.lost())
                .put("badAnswers", counts.badAnswers());
        putMillis(json, "p50Millis", counts.p50Millis());
        putMillis(json, "p95Millis", counts.p95Millis());
        return json;
    }

    static ObjectNode counts(RequestSeries.Bin bin) {
        ObjectNode json = JSON.objectNode().put("at", bin.at().toString());
        json.set("blue", counts(bin.blue()));
        json.set("green", counts(bin.green()));
        json.set("none", counts(bin.nobody()));
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

    static ObjectNode evidence(Evidence evidence) {
        ObjectNode json = JSON.objectNode()
                .put("hash", evidence.hash())
                .put("at", evidence.at().toString());
        json.set("facts", named(evidence.facts()));
        json.set("measurements", named(evidence.measurements()));
        return json;
    }

    private static ArrayNode named(Map<String, String> values) {
        ArrayNode json = JSON.arrayNode();
        values.forEach((name, value) -> json.addObject().put("name", name).put("value", value));
        return json;
    }

    static ObjectNode approval(Approval approval) {
        return JSON.objectNode()
                .put("by", approval.by())
                .put("evidence", approval.evidence())
                .put("reason", approval.reason())
                .put("at", approval.at().toString());
    }

    /** A side as it was seen: capacity, targets with their health. */
    static ObjectNode reading(SideReading side) {
        Capacity capacity = side.capacity();
        ObjectNode json = JSON.objectNode()
                .put("release", side.release())
                .put("min", capacity.min())
                .put("max", capacity.max())
                .put("desired", capacity.desired())
                .put("healthy", side.healthy())
                .put("held", side.hold().keepsSize());
        ArrayNode targets = json.putArray("targets");
        for (Target target : side.targets()) {
            targets.addObject()
                    .put("id", target.id())
                    .put("release", target.release())
                    .put("health", target.health().name().toLowerCase(Locale.ROOT))
                    .put("inService", target.inService())
                    .put("reason", target.reason());
        }
        return json;
    }

    /** One line of a history. */
    static ObjectNode line(Receipt receipt) {
        return JSON.objectNode()
                .put("id", receipt.id())
                .put("release", receipt.release())
                .put("previous", receipt.previous())
                .put("outcome", receipt.outcome())
                .put("by", receipt.by())
                .put("reason", receipt.reason())
                .put("startedAt", receipt.startedAt().toString())
                .put(
                        "doneAt",
                        receipt.doneAt() == null ? null : receipt.doneAt().toString())
                .put("deployMillis", receipt.deploy().toMillis())
                .put("rollbackMillis", receipt.rollback().toMillis())
                .put("requests", receipt.tally().requests())
                .put("failures", receipt.tally().failures())
                .put("lost", receipt.tally().lost())
                .put("badAnswers", receipt.tally().badAnswers())
                .put("secondSideDollars", dollars(receipt.secondSide()));
    }

    /** What a second side has cost; null where the price is not known. */
    static Double dollars(SecondSide side) {
        return side.price().isKnown() ? rounded(side.dollars()) : null;
    }

    static ObjectNode secondSide(SecondSide side) {
        return JSON.objectNode()
                .put("instanceSeconds", side.instanceSeconds())
                .put("instances", side.instances())
                .put("dollars", dollars(side))
                .put("dollarsAnHour", side.price().isKnown() ? rounded(side.dollarsAnHour()) : null)
                .put("price", side.price().basis());
    }

    /** To a millionth: what a deployment costs is small. */
    private static double rounded(double dollars) {
        return Math.round(dollars * 1e6) / 1e6;
    }

    private static void putMillis(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) {
            json.putNull(name);
        } else {
            json.put(name, Math.round(value * 10) / 10.0);
        }
    }
}

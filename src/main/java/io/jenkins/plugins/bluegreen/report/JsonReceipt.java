package io.jenkins.plugins.bluegreen.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.util.List;

/** A deployment's receipt as JSON, as {@code docs/receipt.schema.json} describes it. Lengths of time are whole milliseconds, instants ISO 8601 in UTC. */
public final class JsonReceipt {
    private JsonReceipt() {}

    /** The receipt as text; parameters as in {@link HtmlReceipt#render}. */
    public static String render(Receipt receipt, List<Sample> samples, Stored stored) {
        return of(receipt, samples, stored).toPrettyString();
    }

    /** The receipt as a tree; parameters as in {@link HtmlReceipt#render}. */
    public static ObjectNode of(Receipt receipt, List<Sample> samples, Stored stored) {
        ObjectNode json = summary(receipt);
        if (!samples.isEmpty()) {
            json.set("client", client(samples));
        }
        json.set("weightWrites", Nodes.writes(Timeline.of(stored)));
        stored.deployment().approval().ifPresent(approval -> json.set("approval", Nodes.approval(approval)));
        return json;
    }

    /** The receipt's own fields, without samples and journal. */
    static ObjectNode summary(Receipt receipt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schemaVersion", 1)
                .put("id", receipt.id())
                .put("environment", receipt.environment())
                .put("release", receipt.release())
                .put("previous", receipt.previous())
                .put("outcome", receipt.outcome())
                .put("reason", receipt.reason())
                .put("by", receipt.by())
                .put("approvedBy", receipt.approvedBy())
                .put("startedAt", receipt.startedAt().toString())
                .put(
                        "doneAt",
                        receipt.doneAt() == null ? null : receipt.doneAt().toString())
                .put("deployMillis", receipt.deploy().toMillis())
                .put("rollbackMillis", receipt.rollback().toMillis());
        receipt.propagation().stream().map(Duration::toMillis).forEach(json.putArray("propagationMillis")::add);
        json.putObject("probes")
                .put("requests", receipt.tally().requests())
                .put("failures", receipt.tally().failures())
                .put("lost", receipt.tally().lost())
                .put("badAnswers", receipt.tally().badAnswers())
                .put("longestGapMillis", receipt.tally().longestGap().toMillis());
        json.put("apiCalls", receipt.tally().apiCalls());
        ObjectNode phases = json.putObject("phaseMillis");
        receipt.phases().forEach((phase, length) -> phases.put(phase.name(), length.toMillis()));
        json.set("secondSide", Nodes.secondSide(receipt.secondSide()));
        return json;
    }

    private static ObjectNode client(List<Sample> samples) {
        RequestSeries.Bin totals = RequestSeries.totals(samples);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("requests", totals.requests())
                .put("failures", totals.failures())
                .put("lost", totals.lost())
                .put("badAnswers", totals.badAnswers())
                .put("longestGapMillis", RequestSeries.longestGap(samples).toMillis());
        ObjectNode sides = json.putObject("sides");
        for (Colour colour : Colour.values()) {
            sides.set(colour.word(), Nodes.counts(totals.on(colour)));
        }
        sides.set("none", Nodes.counts(totals.nobody()));
        return json;
    }
}

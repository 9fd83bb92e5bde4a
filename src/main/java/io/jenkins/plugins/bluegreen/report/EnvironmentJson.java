package io.jenkins.plugins.bluegreen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the page shows of environments: all of them, or one with both sides and its history. Described in {@code docs/page-json.md}. */
public final class EnvironmentJson {
    private EnvironmentJson() {}

    /**
     * What is known of an environment.
     *
     * @param environment as its latest deployment or the configuration describes it
     * @param latest its latest deployment; empty if there never was one
     * @param history receipts, newest first
     * @param observation what was last seen of it
     */
    public record Known(
            Environment environment,
            Optional<Stored> latest,
            List<Receipt> history,
            Optional<Observation> observation) {
        public Known {
            history = List.copyOf(history);
        }
    }

    /** All environments, in the given order. */
    public static ObjectNode overview(List<Known> environments, Instant now) {
        ObjectNode json = document("overview", now);
        ArrayNode list = json.putArray("environments");
        environments.forEach(known -> list.add(summary(known)));
        return json;
    }

    /** One environment. */
    public static ObjectNode of(Known known, Instant now) {
        ObjectNode json = document("environment", now);
        json.setAll(summary(known));
        Environment environment = known.environment();
        ArrayNode rules = json.putArray("rules");
        environment.rules().forEach(rule -> rules.addObject()
                .put("arn", rule.arn())
                .put(
                        "seen",
                        known.observation().stream()
                                .flatMap(seen -> seen.rules().stream())
                                .filter(reading -> reading.rule().equals(rule))
                                .map(RuleReading::raw)
                                .findFirst()
                                .orElse(null)));
        Optional<Deployment> deployment = known.latest().map(Stored::deployment);
        ArrayNode sides = json.putArray("sides");
        for (Colour colour : Colour.values()) {
            ObjectNode side = sides.addObject()
                    .put("colour", colour.word())
                    .put("group", environment.side(colour).group())
                    .put("targetGroup", environment.side(colour).targetGroup())
                    .put("share", split(known).map(split -> split.on(colour)).orElse(null))
                    .put(
                            "release",
                            deployment.map(d -> d.releaseOn(colour).id()).orElse(""));
            side.set(
                    "seen",
                    known.observation()
                            .flatMap(seen -> seen.side(colour))
                            .map(Nodes::reading)
                            .orElse(null));
        }
        ArrayNode problems = json.putArray("problems");
        known.observation().ifPresent(seen -> seen.problems().forEach(problems::add));
        ArrayNode history = json.putArray("history");
        known.history().forEach(receipt -> history.add(Nodes.line(receipt)));
        return json;
    }

    private static ObjectNode document(String kind, Instant now) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 1)
                .put("kind", kind)
                .put("now", now.toString());
    }

    private static ObjectNode summary(Known known) {
        Optional<Deployment> deployment = known.latest().map(Stored::deployment);
        Optional<Colour> live = live(known);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", known.environment().name())
                .put("region", known.environment().region())
                .put("url", known.environment().url().toString())
                .put("live", live.map(Colour::word).orElse(null))
                .put(
                        "release",
                        live.flatMap(side ->
                                        deployment.map(d -> d.releaseOn(side).id()))
                                .orElse(null))
                .put(
                        "since",
                        live.flatMap(side -> since(known, side))
                                .map(Instant::toString)
                                .orElse(null))
                .put("asleep", asleep(known).orElse(null))
                .put(
                        "rollbackReadyUntil",
                        deployment
                                .flatMap(EnvironmentJson::rollbackReadyUntil)
                                .map(Instant::toString)
                                .orElse(null));
        json.set("split", split(known).map(Nodes::split).orElse(null));
        json.set("deployment", deployment.map(each -> latest(each, known)).orElse(null));
        return json;
    }

    private static ObjectNode latest(Deployment deployment, Known known) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", deployment.id())
                .put("release", deployment.order().release().id())
                .put("phase", deployment.phase().name())
                .put("reason", deployment.reason())
                .put(
                        "outcome",
                        known.history().stream()
                                .filter(receipt -> receipt.id().equals(deployment.id()))
                                .map(Receipt::outcome)
                                .findFirst()
                                .orElse("RUNNING"))
                .put("finished", deployment.phase().isTerminal())
                .put("doneForCaller", deployment.isDoneForCaller())
                .put("waitingForApproval", deployment.isWaitingForApproval());
    }

    /** What the rules say where they were read and agree; else what the journal last saw in live traffic. */
    private static Optional<TrafficSplit> split(Known known) {
        List<TrafficSplit> read = known.observation().stream()
                .flatMap(seen -> seen.rules().stream())
                .flatMap(reading -> reading.split().stream())
                .distinct()
                .toList();
        return read.size() == 1
                ? Optional.of(read.get(0))
                : known.latest().map(stored -> stored.deployment().traffic().settled());
    }

    /** The side with most of the traffic; at half and half the one that had it before. */
    private static Optional<Colour> live(Known known) {
        return split(known).map(split -> {
            if (split.blue() == split.green()) {
                return known.latest().map(stored -> stored.order().from()).orElse(Colour.BLUE);
            }
            return split.blue() > split.green() ? Colour.BLUE : Colour.GREEN;
        });
    }

    /** When the live side took most of the traffic: in the latest deployment, or at the end of the one that last moved it. */
    private static Optional<Instant> since(Known known, Colour live) {
        Optional<Instant> moved = known.latest().map(Timeline::of).flatMap(timeline -> takenOver(timeline, live));
        return moved.or(() -> known.history().stream()
                .skip(1)
                .filter(receipt -> receipt.outcome().equals("SUCCEEDED"))
                .map(Receipt::doneAt)
                .findFirst());
    }

    private static Optional<Instant> takenOver(Timeline timeline, Colour live) {
        Optional<Instant> taken = Optional.empty();
        boolean had = true;
        for (Timeline.Share share : timeline.shares()) {
            int percent = share.landed().on(live);
            boolean has = percent > 50 || (percent == 50 && had);
            if (has && !had) {
                taken = Optional.of(share.at());
            }
            had = has;
        }
        return taken;
    }

    private static Optional<Instant> rollbackReadyUntil(Deployment deployment) {
        return deployment.phase() == Phase.KEEPING && deployment.failure().isEmpty()
                ? Optional.of(
                        deployment.since().plus(deployment.settings().timing().keepWindow()))
                : Optional.empty();
    }

    private static Optional<Boolean> asleep(Known known) {
        return known.observation().filter(seen -> seen.sides().size() == 2).map(seen -> seen.sides().values().stream()
                .allMatch(side -> side.capacity().desired() == 0));
    }
}

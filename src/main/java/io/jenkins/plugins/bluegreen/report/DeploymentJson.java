package io.jenkins.plugins.bluegreen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything the page shows of one deployment, as {@code docs/page-json.md} describes it. */
public final class DeploymentJson {
    /** How much of the quiet time after the caller's wait the charts still show. */
    private static final Duration AFTERMATH = Duration.ofSeconds(20);

    private DeploymentJson() {}

    /** Draws up the document. */
    public static ObjectNode of(Stored stored, Receipt receipt, Live live) {
        Deployment deployment = stored.deployment();
        Timeline timeline = Timeline.of(stored);
        ObjectNode json = identity(stored.order());
        json.put("now", live.now().toString());
        state(json, deployment, receipt);
        json.set("sides", sides(deployment, live));
        json.put(
                "rollbackBoundMillis",
                live.rollbackBound().map(Duration::toMillis).orElse(null));
        json.put("observed", live.observation().isPresent());
        ArrayNode problems = json.putArray("problems");
        live.observation().ifPresent(seen -> seen.problems().forEach(problems::add));
        json.set("phases", phases(timeline));
        json.set("writes", Nodes.writes(timeline));
        json.set("shares", shares(timeline));
        json.set("requests", requests(live.samples()));
        json.set("chart", chart(timeline, receipt, live));
        ArrayNode guards = json.putArray("guards");
        live.verdicts().forEach(verdict -> guards.addObject()
                .put("guard", verdict.guard())
                .put("judgement", verdict.judgement().name())
                .put("reason", verdict.reason()));
        json.set("evidence", deployment.evidence().map(Nodes::evidence).orElse(null));
        approval(json, deployment);
        json.set("halt", deployment.halt().map(DeploymentJson::halt).orElse(null));
        commands(deployment).forEach(json.putArray("commands")::add);
        ArrayNode events = json.putArray("events");
        stored.journal().forEach(event -> events.addObject()
                .put("at", event.at().toString())
                .put("kind", event.getClass().getSimpleName())
                .put("sentence", event.sentence()));
        json.set("receipt", JsonReceipt.summary(receipt));
        return json;
    }

    private static ObjectNode identity(Order order) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 1)
                .put("kind", "deployment")
                .put("id", order.id())
                .put("environment", order.environment().name())
                .put("region", order.environment().region())
                .put("url", order.environment().url().toString())
                .put("release", order.release().id())
                .put("previous", order.previous().id())
                .put("from", order.from().word())
                .put("to", order.to().word())
                .put("by", order.by())
                .put("startedAt", order.at().toString());
    }

    private static void state(ObjectNode json, Deployment deployment, Receipt receipt) {
        boolean keeping = deployment.phase() == Phase.KEEPING;
        json.put("phase", deployment.phase().name())
                .put("since", deployment.since().toString())
                .put("finished", deployment.phase().isTerminal())
                .put("doneForCaller", deployment.isDoneForCaller())
                .put("outcome", receipt.outcome())
                .put("heading", deployment.heading().name())
                .put("reason", deployment.reason())
                .put("failure", deployment.failure())
                .put("step", deployment.step())
                .put(
                        "keepUntil",
                        keeping
                                ? deployment
                                        .since()
                                        .plus(deployment.settings().timing().keepWindow())
                                        .toString()
                                : null);
        ArrayNode plan = json.putArray("plan");
        deployment.plan().steps().forEach(step -> plan.addObject()
                .put("percent", step.percent())
                .put("holdMillis", step.hold().toMillis()));
        ObjectNode traffic = json.putObject("traffic");
        traffic.put("stage", deployment.traffic().stage().name());
        traffic.set("asked", Nodes.split(deployment.traffic().asked()));
        traffic.set("landed", Nodes.split(deployment.traffic().settled()));
    }

    private static ArrayNode sides(Deployment deployment, Live live) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Colour colour : Colour.values()) {
            ObjectNode side = json.addObject()
                    .put("colour", colour.word())
                    .put("role", colour == deployment.order().to() ? "new" : "old")
                    .put("release", deployment.releaseOn(colour).id())
                    .put("share", deployment.traffic().settled().on(colour))
                    .put("group", deployment.order().environment().side(colour).group())
                    .put(
                            "targetGroup",
                            deployment.order().environment().side(colour).targetGroup());
            side.set(
                    "seen",
                    live.observation()
                            .flatMap(seen -> seen.side(colour))
                            .map(Nodes::reading)
                            .orElse(null));
        }
        return json;
    }

    private static ArrayNode phases(Timeline timeline) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        timeline.phases().forEach(span -> json.addObject()
                .put("phase", span.phase().name())
                .put("from", span.from().toString())
                .put("to", span.to().map(Instant::toString).orElse(null))
                .put("reason", span.reason())
                .put("requests", span.tally().requests())
                .put("failures", span.tally().failures())
                .put("badAnswers", span.tally().badAnswers()));
        return json;
    }

    private static ArrayNode shares(Timeline timeline) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        timeline.shares().forEach(share -> {
            ObjectNode point = json.addObject().put("at", share.at().toString());
            point.set("asked", Nodes.split(share.asked()));
            point.set("landed", Nodes.split(share.landed()));
        });
        return json;
    }

    private static ObjectNode requests(List<Sample> samples) {
        RequestSeries series = RequestSeries.of(samples);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("widthMillis", series.width().toMillis());
        ArrayNode bins = json.putArray("bins");
        series.bins().forEach(bin -> bins.add(Nodes.counts(bin)));
        json.set("totals", samples.isEmpty() ? null : Nodes.counts(RequestSeries.totals(samples)));
        return json;
    }

    private static ObjectNode chart(Timeline timeline, Receipt receipt, Live live) {
        Instant end = live.now();
        if (receipt.doneAt() != null && receipt.doneAt().plus(AFTERMATH).isBefore(end)) {
            end = receipt.doneAt().plus(AFTERMATH);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", timeline.phases().get(0).from().toString())
                .put("to", end.toString());
    }

    private static void approval(ObjectNode json, Deployment deployment) {
        boolean waiting = deployment.isWaitingForApproval();
        json.put("waitingForApproval", waiting);
        json.put(
                "approvalExpiresAt",
                waiting
                        ? deployment
                                .since()
                                .plus(deployment.settings().timing().approvalExpiry())
                                .toString()
                        : null);
        json.set("approval", deployment.approval().map(Nodes::approval).orElse(null));
    }

    private static ObjectNode halt(Halt halt) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("cause", halt.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("from", halt.from().name());
        ArrayNode seen = json.putArray("seen");
        halt.seen().forEach(split -> seen.add(Nodes.split(split)));
        return json;
    }

    /** What the deployment itself would take now; whether the viewer may say it is for the front door to decide. */
    private static List<String> commands(Deployment deployment) {
        List<String> commands = new ArrayList<>();
        if (deployment.phase().canRollBack() && deployment.failure().isEmpty()) {
            commands.add("rollback");
        }
        if (deployment.phase() == Phase.VERIFIED && deployment.approval().isEmpty()) {
            commands.add("approve");
        }
        if (deployment.mayAdopt()) {
            commands.add("adopt");
        }
        if (deployment.phase() == Phase.HALTED) {
            commands.add("restore");
        }
        if (deployment.mayAbort()) {
            commands.add("abort");
        }
        return commands;
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.engine.HealthReport;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.sleep.AutoStop;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import io.jenkins.plugins.bluegreen.terraform.Finding;
import io.jenkins.plugins.bluegreen.terraform.PlanVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What steps return: plain maps, lists, strings and numbers, which every sandbox accepts and every build can save. */
final class ResultMap {
    private ResultMap() {}

    /** A deployment and its receipt. */
    static Map<String, Object> of(Deployment deployment, Receipt receipt) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", deployment.id());
        map.put("environment", deployment.order().environment().name());
        map.put("release", deployment.order().release().id());
        map.put("previous", deployment.order().previous().id());
        map.put("phase", deployment.phase().name());
        map.put("outcome", receipt.outcome());
        map.put("reason", deployment.reason());
        Colour live = deployment.traffic().settled().on(deployment.order().to()) == 100
                ? deployment.order().to()
                : deployment.order().from();
        map.put("live", live.word());
        map.put("idle", live.other().word());
        map.put("share", deployment.traffic().settled().on(deployment.order().to()));
        deployment.evidence().ifPresent(evidence -> map.put("evidence", of(evidence)));
        map.put("receipt", of(receipt));
        return map;
    }

    static Map<String, Object> of(Evidence evidence) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("hash", evidence.hash());
        map.put("facts", new LinkedHashMap<>(evidence.facts()));
        map.put("measurements", new LinkedHashMap<>(evidence.measurements()));
        map.put("at", evidence.at().toString());
        return map;
    }

    static Map<String, Object> of(Receipt receipt) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", receipt.id());
        map.put("environment", receipt.environment());
        map.put("release", receipt.release());
        map.put("previous", receipt.previous());
        map.put("outcome", receipt.outcome());
        map.put("by", receipt.by());
        map.put("approvedBy", receipt.approvedBy());
        map.put("startedAt", receipt.startedAt().toString());
        map.put("doneAt", receipt.doneAt() == null ? "" : receipt.doneAt().toString());
        map.put("deploySeconds", seconds(receipt.deploy()));
        map.put("rollbackSeconds", seconds(receipt.rollback()));
        map.put(
                "propagationSeconds",
                receipt.propagation().stream().map(ResultMap::seconds).collect(Collectors.toList()));
        map.put("reason", receipt.reason());
        map.put("probes", receipt.tally().requests());
        map.put("probesLost", receipt.tally().lost());
        map.put("probesAnsweredBadly", receipt.tally().badAnswers());
        SecondSide second = receipt.secondSide();
        map.put("secondSideInstanceSeconds", second.instanceSeconds());
        map.put("secondSideDollars", second.price().isKnown() ? second.dollars() : null);
        return map;
    }

    static Map<String, Object> of(Environment environment, HealthReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("environment", environment.name());
        map.put("side", report.side().map(Colour::word).orElse(""));
        map.put("healthy", report.isHealthy());
        map.put("release", report.release());
        map.put("p95Millis", report.p95Millis());
        Map<String, Object> verdicts = new LinkedHashMap<>();
        report.verdicts()
                .forEach(verdict ->
                        verdicts.put(verdict.guard(), verdict.judgement().name() + ": " + verdict.reason()));
        map.put("verdicts", verdicts);
        return map;
    }

    static Map<String, Object> of(EnvironmentStatus status, Optional<Deployment> active) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("environment", status.environment().name());
        map.put("live", status.live().map(Colour::word).orElse(""));
        status.sides().forEach((colour, side) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("release", side.release());
            values.put("desired", side.capacity().desired());
            values.put("healthy", side.healthy());
            map.put(colour.word(), values);
        });
        map.put("deployment", active.map(Deployment::id).orElse(""));
        map.put("phase", active.map(Deployment::phase).map(Phase::name).orElse(""));
        map.put("problems", new ArrayList<>(status.problems()));
        return map;
    }

    /** An environment that was brought to sleep, or awake. */
    static Map<String, Object> of(String environment, Sleeping.Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("environment", environment);
        map.put("state", outcome.wish() == Wish.ASLEEP ? "asleep" : "awake");
        map.put("how", outcome.how());
        map.put("seconds", seconds(outcome.took()));
        return map;
    }

    /** What a schedule wanted of an environment, and what came of it. */
    static Map<String, Object> of(AutoStop.Finding found, Optional<Sleeping.Outcome> outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("environment", found.environment());
        map.put("wish", found.wish().map(Wish::verb).orElse(""));
        map.put("reason", found.reason());
        map.put("how", outcome.map(Sleeping.Outcome::how).orElse(""));
        return map;
    }

    /** A Terraform plan that may be applied. */
    static Map<String, Object> of(PlanVerdict verdict) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sentence", verdict.sentence());
        map.put("changes", verdict.changes());
        map.put("allowed", verdict.allowed().stream().map(Finding::key).collect(Collectors.toList()));
        map.put("unused", new ArrayList<>(verdict.unused()));
        return map;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Evidence;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts together what a person is shown before they approve, and tells what has changed since. Pure. */
final class Evidences {
    private Evidences() {}

    static Evidence of(Deployment deployment, Observation seen, List<Verdict> verdicts, Instant now) {
        Order order = deployment.order();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("deployment", order.id());
        facts.put("environment", order.environment().name());
        facts.put("release", order.release().id());
        facts.put("previous release", order.previous().id());
        facts.put("live side", order.from().word());
        facts.put("schema", schema(seen));
        facts.put("alarms", alarms(seen));
        facts.put(order.from().word() + " targets", fitness(seen, order));
        facts.put(order.to().word() + " targets", targets(seen, order.to()));
        SortedMap<String, String> measurements = new TreeMap<>();
        verdicts.forEach(verdict -> measurements.put(verdict.guard(), verdict.reason()));
        measurements.put("plan", deployment.plan().toString());
        measurements.put(
                "rollback takes at most", RollbackBound.of(deployment, seen).toSeconds() + " s");
        measurements.put("second side", secondSide(deployment, now));
        return new Evidence(facts, measurements, now);
    }

    /** What waiting costs: the person who decides should know it. */
    private static String secondSide(Deployment deployment, Instant now) {
        InstancePrice price = deployment.settings().instancePrice();
        if (!price.isKnown()) {
            return deployment.newSize() + " instances; what they cost is not known";
        }
        Duration took = Duration.between(deployment.order().at(), now);
        SecondSide side = new SecondSide(took.toSeconds() * deployment.newSize(), deployment.newSize(), price);
        return String.format(
                Locale.ROOT,
                "$%.4f an hour while both sides run, $%.4f so far (%d x %s)",
                side.dollarsAnHour(),
                side.dollars(),
                deployment.newSize(),
                price.basis());
    }

    private static String schema(Observation seen) {
        return seen.schema()
                .map(version -> version.isPresent() ? String.valueOf(version.getAsInt()) : "no database declared")
                .orElse("not seen");
    }

    private static String alarms(Observation seen) {
        return seen.alarms()
                .map(alarms -> alarms.stream()
                        .filter(alarm -> alarm.state() != AlarmReading.State.OK)
                        .map(alarm -> alarm.name() + " " + alarm.state())
                        .sorted()
                        .collect(Collectors.joining(", ", alarms.size() + " watched", "")))
                .orElse("not seen");
    }

    private static String targets(Observation seen, Colour colour) {
        return seen.side(colour)
                .map(SideReading::targets)
                .map(targets ->
                        targets.stream().map(Evidences::describe).sorted().collect(Collectors.joining(", ")))
                .orElse("not seen");
    }

    /** The live side scales and heals itself while a person decides; whether it is well is the fact, not how many do it. */
    private static String fitness(Observation seen, Order order) {
        return seen.side(order.from())
                .map(side -> side.healthy() >= side.capacity().desired() ? "all healthy" : "not all healthy")
                .orElse("not seen");
    }

    private static String describe(Target target) {
        return target.id() + " " + target.health().name().toLowerCase(Locale.ROOT) + " " + target.release();
    }

    /** The facts that differ, as a sentence part. */
    static String difference(Evidence then, Evidence now) {
        TreeSet<String> names = new TreeSet<>(then.facts().keySet());
        names.addAll(now.facts().keySet());
        return names.stream()
                .filter(name ->
                        !Objects.equals(then.facts().get(name), now.facts().get(name)))
                .map(name -> name + " was '" + then.facts().get(name) + "' and is '"
                        + now.facts().get(name) + "'")
                .collect(Collectors.joining(", "));
    }
}

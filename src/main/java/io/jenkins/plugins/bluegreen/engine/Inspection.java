package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.port.Worlds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at an environment without a deployment: its status, and a verdict on its health. Changes nothing. */
public final class Inspection {
    private final Worlds worlds;

    public Inspection(Worlds worlds) {
        this.worlds = worlds;
    }

    /** What the environment looks like now; what cannot be read is among the problems. */
    public EnvironmentStatus status(Environment environment) {
        World world = worlds.of(environment);
        List<String> problems = new ArrayList<>();
        List<RuleReading> rules = List.of();
        try {
            rules = world.traffic().read(environment, Urgency.ORDINARY);
        } catch (WorldException e) {
            problems.add(e.getMessage());
        }
        Map<Colour, SideReading> sides = new EnumMap<>(Colour.class);
        for (Colour colour : Colour.values()) {
            try {
                sides.put(colour, world.fleet().read(environment, colour, Urgency.ORDINARY));
            } catch (WorldException e) {
                problems.add(e.getMessage());
            }
        }
        return new EnvironmentStatus(environment, live(rules), rules, sides, problems);
    }

    /** The side with all the traffic, if there is one. */
    static Optional<Colour> live(List<RuleReading> rules) {
        for (Colour colour : Colour.values()) {
            Optional<TrafficSplit> all = Optional.of(TrafficSplit.allOn(colour));
            if (!rules.isEmpty()
                    && rules.stream().allMatch(reading -> reading.split().equals(all))) {
                return Optional.of(colour);
            }
        }
        return Optional.empty();
    }

    /**
     * Judges a side by its preview address, or the environment as its users meet it.
     *
     * @param side empty = through the load balancer, wherever the weights lead
     * @param release the release id that must answer; empty = any, but one and the same
     * @throws WorldException if the environment cannot be read at all
     */
    public HealthReport verify(Environment environment, Optional<Colour> side, String release) {
        World world = worlds.of(environment);
        Thresholds limits = environment.settings().thresholds();
        if (side.isPresent() && environment.previewHeader().isEmpty()) {
            throw new RefusedException("environment " + environment.name()
                    + " has no preview header, so a single side cannot be asked: verify the environment as a whole");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Colour colour :
                side.map(List::of).orElseGet(() -> serving(world.traffic().read(environment, Urgency.ORDINARY)))) {
            verdicts.add(targets(environment, colour, world.fleet().read(environment, colour, Urgency.ORDINARY)));
        }
        // The first answers of a connection pool or a fresh process are not what users meet: one round is thrown away.
        String path = environment.settings().probePath();
        world.prober().probe(environment, side, path, 1);
        List<Probe> probes = world.prober().probe(environment, side, path, limits.minimumSample());
        List<Probe> good = probes.stream().filter(Probe::isGood).toList();
        verdicts.add(answers(probes, good, limits));
        long p95 = good.isEmpty()
                ? -1
                : Statistics.p95(good.stream()
                        .mapToLong(probe -> probe.latency().toMillis())
                        .toArray());
        verdicts.add(latency(p95, limits));
        String found = good.stream().map(Probe::release).distinct().sorted().collect(Collectors.joining(", "));
        verdicts.add(identity(found, release));
        verdicts.add(validation(askValidation(world.prober(), environment, side)));
        verdicts.add(alarms(world.alarms().read(environment)));
        return new HealthReport(side, found.contains(", ") ? "" : found, p95, verdicts);
    }

    private static List<Colour> serving(List<RuleReading> rules) {
        return List.of(Colour.values()).stream()
                .filter(colour -> rules.stream()
                        .flatMap(reading -> reading.split().stream())
                        .anyMatch(split -> split.on(colour) > 0))
                .toList();
    }

    private static Verdict targets(Environment environment, Colour colour, SideReading side) {
        String counted = side.healthy() + " of " + side.capacity().desired() + " instances of " + colour.word()
                + " are healthy in " + environment.side(colour).group();
        return side.healthy() > 0 && side.healthy() >= side.capacity().desired()
                ? Verdict.pass("targets", counted)
                : Verdict.fail("targets", counted);
    }

    /** By the rule of the guard that watches a deployment, for all of them and for each node: one lost probe is no verdict. */
    private static Verdict answers(List<Probe> probes, List<Probe> good, Thresholds limits) {
        String counted = good.size() + " of " + probes.size() + " probes were answered well"
                + probes.stream()
                        .filter(probe -> !probe.isGood())
                        .findFirst()
                        .map(probe -> ": " + probe.describe())
                        .orElse("");
        Map<String, List<Probe>> ofNodes = probes.stream().collect(Collectors.groupingBy(Probe::node));
        boolean bad = Guards.areTooManyBad(probes, limits)
                || ofNodes.values().stream().anyMatch(node -> Guards.areTooManyBad(node, limits));
        if (bad) {
            return Verdict.fail(
                    "probes",
                    counted + "; " + limits.badProbes() + " bad ones of " + limits.probeWindow()
                            + " in a row are too many");
        }
        return good.isEmpty() ? Verdict.fail("probes", counted) : Verdict.pass("probes", counted);
    }

    private static Verdict latency(long p95, Thresholds limits) {
        if (p95 < 0) {
            return Verdict.notEnough("latency", "no good answer to measure");
        }
        String measured = "95 % took at most " + p95 + " ms, the limit is "
                + limits.latencyLimit().toMillis() + " ms";
        return p95 <= limits.latencyLimit().toMillis()
                ? Verdict.pass("latency", measured)
                : Verdict.fail("latency", measured);
    }

    private static Verdict identity(String found, String wanted) {
        if (found.isEmpty()) {
            return Verdict.fail(
                    "identity", "the answers name no release: the application must send X-BlueGreen-Release");
        }
        return wanted.isEmpty() || found.equals(wanted)
                ? Verdict.pass("identity", "release " + found + " answers")
                : Verdict.fail("identity", "release " + found + " answers instead of " + wanted);
    }

    /** What was answered counts; where an answer did not come, all nodes are asked once more: one late answer must not undo a release. */
    private static List<Probe> askValidation(Prober prober, Environment environment, Optional<Colour> side) {
        List<Probe> asked = new ArrayList<>(prober.probe(environment, side, Prober.VALIDATE, 1));
        if (asked.removeIf(probe -> probe.status() == 0)) {
            asked.addAll(prober.probe(environment, side, Prober.VALIDATE, 1));
        }
        return asked;
    }

    private static Verdict validation(List<Probe> asked) {
        Optional<Probe> bad = asked.stream()
                .filter(probe -> probe.status() != 200 && probe.status() != 404)
                .findFirst();
        if (bad.isPresent()) {
            return Verdict.fail(
                    "validation", Prober.VALIDATE + " answers " + bad.get().describe());
        }
        boolean missing = asked.stream().anyMatch(probe -> probe.status() == 404);
        return Verdict.pass(
                "validation", missing ? "the application has no " + Prober.VALIDATE : Prober.VALIDATE + " says ready");
    }

    private static Verdict alarms(List<AlarmReading> alarms) {
        String wrong = alarms.stream()
                .filter(alarm ->
                        alarm.state() == AlarmReading.State.ALARM || alarm.state() == AlarmReading.State.MISSING)
                .map(alarm -> alarm.name() + " is " + alarm.state())
                .collect(Collectors.joining(", "));
        return wrong.isEmpty()
                ? Verdict.pass("alarms", alarms.size() + " alarms watched, none rings")
                : Verdict.fail("alarms", wrong);
    }
}

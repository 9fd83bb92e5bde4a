package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Traffic;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at the world for one deployment, as often as its phase needs, and remembers what it saw. Not thread-safe: ticks of one
 * deployment never overlap. What is remembered is lost with the process, and is seen again by the next one.
 */
final class Observer {
    private static final Duration COUNTED = Duration.ofMinutes(4);

    private final World world;
    private final Clock clock;
    private final ProbeLog probes = new ProbeLog();
    private final Reading<List<RuleReading>> rules = new Reading<>();
    private final Map<Colour, Reading<SideReading>> sides = new EnumMap<>(Colour.class);
    private final Reading<List<AlarmReading>> alarms = new Reading<>();
    private final Reading<RoutingFacts> facts = new Reading<>();
    private final Reading<OptionalInt> schema = new Reading<>();
    private final Map<Colour, Reading<OptionalLong>> requests = new EnumMap<>(Colour.class);
    private final List<String> problems = new ArrayList<>();
    private boolean denied;
    private Instant deniedSince;
    private long callsBefore;
    private Phase lastPhase;

    Observer(World world, Clock clock) {
        this.world = world;
        this.clock = clock;
        this.callsBefore = world.calls().calls();
        for (Colour colour : Colour.values()) {
            sides.put(colour, new Reading<>());
            requests.put(colour, new Reading<>());
        }
    }

    Observation look(Deployment deployment) {
        if (deployment.phase() != lastPhase) {
            // What a phase begins with decides most: it is never taken from memory.
            sides.values().forEach(Reading::forget);
            rules.forget();
            schema.forget();
            lastPhase = deployment.phase();
        }
        Looks looks = Looks.of(deployment, Duration.between(deployment.since(), clock.now()));
        Environment environment = deployment.order().environment();
        Urgency urgency = deployment.phase() == Phase.ROLLING_BACK ? Urgency.ROLLBACK : Urgency.ORDINARY;
        rules.refresh(looks.rules(), () -> readRules(deployment, urgency));
        if (isWritten(deployment)) {
            looks = looks.withoutWrite();
        }
        for (Colour colour : Colour.values()) {
            sides.get(colour)
                    .refresh(looks.side(colour, deployment), () -> world.fleet().read(environment, colour, urgency));
            requests.get(colour).refresh(looks.meter(), () -> count(deployment, colour));
        }
        alarms.refresh(looks.alarms(), () -> world.alarms().read(environment));
        facts.refresh(looks.facts(), () -> readFacts(deployment));
        schema.refresh(looks.schema(), () -> world.schema().version(environment));
        sendProbes(environment, deployment.order().to(), looks);
        deniedSince = !denied ? null : deniedSince == null ? clock.now() : deniedSince;
        Observation seen = new Observation(
                rules.get().orElse(List.of()),
                seenSides(),
                alarms.get(),
                facts.get(),
                schema.get(),
                seenRequests(),
                probes.recent(),
                probes.tally(world.calls().calls() - callsBefore),
                problems,
                Optional.ofNullable(deniedSince));
        problems.clear();
        denied = false;
        return seen;
    }

    private boolean isWritten(Deployment deployment) {
        Optional<TrafficSplit> asked = Optional.of(deployment.traffic().asked());
        List<RuleReading> read = rules.get().orElse(List.of());
        return deployment.traffic().stage() == Traffic.Stage.ASKED
                && !read.isEmpty()
                && read.stream().allMatch(reading -> reading.split().equals(asked));
    }

    /** Before anything is touched, also whether somebody else is at work on a side: two at a time would undo each other's instances. */
    private RoutingFacts readFacts(Deployment deployment) {
        Environment environment = deployment.order().environment();
        RoutingFacts facts = world.traffic().facts(environment);
        if (deployment.phase() != Phase.PLANNED || !facts.problem().isEmpty()) {
            return facts;
        }
        return Stream.of(Colour.values())
                .map(colour -> world.fleet().otherWork(environment, colour))
                .filter(work -> !work.isEmpty())
                .findFirst()
                .map(facts::withProblem)
                .orElse(facts);
    }

    /** A surprising value is read twice: a describe that lags behind our own write is no stranger. */
    private List<RuleReading> readRules(Deployment deployment, Urgency urgency) {
        Environment environment = deployment.order().environment();
        List<RuleReading> first = world.traffic().read(environment, urgency);
        boolean surprising = first.stream()
                .anyMatch(reading -> reading.split().isEmpty()
                        || !deployment
                                .traffic()
                                .legal()
                                .contains(reading.split().get()));
        return surprising ? world.traffic().read(environment, urgency) : first;
    }

    /** Counts come in whole minutes, a while after them: the time looked at must hold some, and none from before the weights settled. */
    private OptionalLong count(Deployment deployment, Colour colour) {
        Instant now = clock.now();
        Instant recently = now.minus(COUNTED);
        Instant settled = deployment.traffic().since();
        return world.meter()
                .requests(
                        deployment.order().environment(), colour, settled.isAfter(recently) ? settled : recently, now);
    }

    private void sendProbes(Environment environment, Colour newSide, Looks looks) {
        String path = environment.settings().probePath();
        if (looks.livePerNode() > 0) {
            probes.add(world.prober().probe(environment, Optional.empty(), path, looks.livePerNode()));
        }
        if (looks.previewPerNode() > 0) {
            probes.add(world.prober().probe(environment, Optional.of(newSide), path, looks.previewPerNode()));
        }
        if (looks.validate()) {
            probes.add(world.prober().probe(environment, Optional.of(newSide), Prober.VALIDATE, 1));
        }
    }

    private Map<Colour, SideReading> seenSides() {
        Map<Colour, SideReading> seen = new EnumMap<>(Colour.class);
        sides.forEach((colour, reading) -> reading.get().ifPresent(side -> seen.put(colour, side)));
        return seen;
    }

    private Map<Colour, Long> seenRequests() {
        Map<Colour, Long> seen = new EnumMap<>(Colour.class);
        requests.forEach((colour, reading) ->
                reading.get().filter(OptionalLong::isPresent).ifPresent(count -> seen.put(colour, count.getAsLong())));
        return seen;
    }

    /** Reads the rules now, whatever was remembered: every write is preceded by this. */
    List<RuleReading> readRulesNow(Environment environment, Urgency urgency) {
        return world.traffic().read(environment, urgency);
    }

    /** Forgets what an effect has made stale, so that the next tick looks again. */
    void forget(Colour side) {
        sides.get(side).forget();
    }

    void forgetRules() {
        rules.forget();
    }

    /** Something could not be seen or done: the sentence is part of the next observation. */
    void report(WorldException failure) {
        denied |= failure.kind() == WorldException.Kind.DENIED;
        if (!problems.contains(failure.getMessage())) {
            problems.add(failure.getMessage());
        }
    }

    /** What has been counted is in the journal now. */
    void saved() {
        probes.saved();
        callsBefore = world.calls().calls();
    }

    /** The last successful reading and its age. A failed one leaves nothing behind: old news is not passed off as fresh. */
    private final class Reading<T> {
        private T value;
        private Instant at;

        void refresh(Duration allowed, Supplier<T> read) {
            Instant now = clock.now();
            if (at != null && !Looks.isDue(allowed, Duration.between(at, now)) || allowed.isNegative()) {
                return;
            }
            try {
                value = read.get();
                at = now;
            } catch (WorldException e) {
                forget();
                report(e);
            }
        }

        Optional<T> get() {
            return Optional.ofNullable(value);
        }

        void forget() {
            value = null;
            at = null;
        }
    }
}

package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.port.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Looks at an environment that no deployment is looking at: weights and both sides, seldom enough to cost the account's call budget little. */
final class Glance {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Worlds worlds;
    private final Clock clock;
    private final ConcurrentMap<String, Taken> taken = new ConcurrentHashMap<>();

    private record Taken(Instant at, Observation seen) {}

    Glance(Worlds worlds, Clock clock) {
        this.worlds = worlds;
        this.clock = clock;
    }

    Observation at(Environment environment) {
        Instant now = clock.now();
        return taken.compute(
                        environment.name(),
                        (name, before) -> before != null
                                        && Duration.between(before.at(), now).compareTo(FRESH) < 0
                                ? before
                                : new Taken(now, look(environment)))
                .seen();
    }

    private Observation look(Environment environment) {
        List<String> problems = new ArrayList<>();
        List<RuleReading> rules = new ArrayList<>();
        Map<Colour, SideReading> sides = new EnumMap<>(Colour.class);
        try {
            World world = worlds.of(environment);
            rules.addAll(world.traffic().read(environment, Urgency.ORDINARY));
            for (Colour colour : Colour.values()) {
                sides.put(colour, world.fleet().read(environment, colour));
            }
        } catch (WorldException e) {
            problems.add(e.getMessage());
        }
        return new Observation(
                rules,
                sides,
                Optional.empty(),
                Optional.empty(),
                java.util.OptionalInt.empty(),
                Map.of(),
                List.of(),
                Tally.NONE,
                problems);
    }
}

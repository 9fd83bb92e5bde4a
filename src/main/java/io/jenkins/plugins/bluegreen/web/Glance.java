package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Looks at environments that no deployment is looking at, seldom enough to cost the account's call budget little. */
final class Glance {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Inspection inspection;
    private final Clock clock;
    private final ConcurrentMap<String, Taken> taken = new ConcurrentHashMap<>();

    private record Taken(Instant at, Observation seen) {}

    Glance(Inspection inspection, Clock clock) {
        this.inspection = inspection;
        this.clock = clock;
    }

    /** What the environment looks like, or looked like a few seconds ago. */
    Observation at(Environment environment) {
        Instant now = clock.now();
        return taken.compute(
                        environment.name(),
                        (name, before) ->
                                before != null && isFresh(before, now) ? before : new Taken(now, look(environment)))
                .seen();
    }

    /** A page that cannot look at one environment shows why, and all the others. */
    private Observation look(Environment environment) {
        try {
            return observation(inspection.status(environment));
        } catch (RuntimeException e) {
            return observation(new EnvironmentStatus(
                    environment, Optional.empty(), List.of(), Map.of(), List.of(String.valueOf(e.getMessage()))));
        }
    }

    private static boolean isFresh(Taken before, Instant now) {
        return Duration.between(before.at(), now).compareTo(FRESH) < 0;
    }

    private static Observation observation(EnvironmentStatus status) {
        return new Observation(
                status.rules(),
                status.sides(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Tally.NONE,
                status.problems(),
                Optional.empty());
    }
}

package io.jenkins.plugins.bluegreen.model;

import java.time.Instant;
import java.util.Objects;

/**
 * What a deployment was told to do. Frozen when it is planned, so that whoever resumes it needs nothing else.
 *
 * @param id unique in the store; 1-64 letters, digits and {@code -}
 * @param environment the whole environment as it was configured then
 * @param release the release to bring to the idle side
 * @param previous the release that is live
 * @param from the side that is live when the deployment begins
 * @param plan how traffic moves
 * @param stopWhenVerified whether it waits in {@link Phase#VERIFIED} until it is told to go on
 * @param by who asked for it
 * @param at when
 */
public record Order(
        String id,
        Environment environment,
        Release release,
        Release previous,
        Colour from,
        Plan plan,
        boolean stopWhenVerified,
        String by,
        Instant at) {
    public Order {
        id = Text.required("id of the deployment", id);
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("deployment id '" + id + "' is not 1 to 64 letters, digits and -");
        }
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(at, "at");
        plan.toTheEnd();
        by = Text.orEmpty(by);
    }

    /** The side that gets the new release. */
    public Colour to() {
        return from.other();
    }

    public Settings settings() {
        return environment.settings();
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import java.util.Objects;

/**
 * What a front door asks for.
 *
 * @param environment where
 * @param release what
 * @param plan how traffic moves; must end at 100 %
 * @param stopWhenVerified whether to wait before any traffic moves
 * @param by who asks
 */
public record Request(Environment environment, Release release, Plan plan, boolean stopWhenVerified, String by) {
    public Request {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(release, "release");
        plan.toTheEnd();
    }
}

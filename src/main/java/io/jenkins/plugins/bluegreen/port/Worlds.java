package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;

/** Finds the world an environment lives in: its account, its region, its credentials. */
@FunctionalInterface
public interface Worlds {
    World of(Environment environment);

    /**
     * The same for whoever drives a deployment: with the rights that were lent to it, where those can differ.
     *
     * @param deployment its id
     */
    default World of(Environment environment, String deployment) {
        return of(environment);
    }
}

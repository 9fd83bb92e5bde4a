package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;

/** Finds the world an environment lives in: its account, its region, its credentials. */
@FunctionalInterface
public interface Worlds {
    World of(Environment environment);
}

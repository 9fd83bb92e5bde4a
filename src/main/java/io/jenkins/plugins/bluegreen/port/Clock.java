package io.jenkins.plugins.bluegreen.port;

import java.time.Instant;

/** The time. */
@FunctionalInterface
public interface Clock {
    Instant now();
}

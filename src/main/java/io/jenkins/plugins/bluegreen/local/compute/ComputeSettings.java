package io.jenkins.plugins.bluegreen.local.compute;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * @param directory each instance gets a directory of its own below it
 * @param environment what every instance sees beside its own {@code HOST} and {@code PORT}
 * @param stopBound between SIGTERM and SIGKILL, in whole seconds, at least 1
 */
public record ComputeSettings(
        Path directory, Clock clock, String region, Map<String, String> environment, Duration stopBound) {

    public ComputeSettings {
        environment = Map.copyOf(environment);
        if (stopBound.toSeconds() < 1) {
            throw new IllegalArgumentException("stop bound " + stopBound + " is under one second");
        }
    }
}

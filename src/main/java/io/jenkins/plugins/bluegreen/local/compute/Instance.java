package io.jenkins.plugins.bluegreen.local.compute;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as it was launched; what changes over time is asked from {@link Compute}.
 *
 * @param id {@code i-…}
 * @param port the loopback port that its application listens on
 * @param log everything that its user data wrote
 */
public record Instance(
        String id, String host, int port, InstanceLaunch launch, Instant launchedAt, Path directory, Path log) {

    public Instance {
        if (port < 1) {
            throw new IllegalArgumentException("port " + port + " of " + id + " is not a port");
        }
    }

    Map<String, String> tagsAtLaunch() {
        return launch.tags();
    }

    Optional<String> userData() {
        return launch.userData();
    }
}

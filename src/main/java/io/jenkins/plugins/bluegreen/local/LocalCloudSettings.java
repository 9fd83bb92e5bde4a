package io.jenkins.plugins.bluegreen.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a local cloud runs. Start from {@link #of} and change what matters.
 *
 * @param dataDirectory where instances get their directories, scripts and logs
 * @param clock the time of everything that is reported, compared and scheduled
 * @param port of the APIs on 127.0.0.1, 0 for any free one
 * @param nodes the loopback addresses of each load balancer's nodes
 * @param instanceEnvironment environment variables of every instance, such as {@code DATABASE_URL}
 * @param stopBound between SIGTERM and SIGKILL of an instance, at least 1 s
 * @param tick how often Auto Scaling and alarms look at the world
 * @param upstream another emulator that serves what the local cloud does not
 */
public record LocalCloudSettings(
        Path dataDirectory,
        Clock clock,
        int port,
        String region,
        String accountId,
        List<String> nodes,
        Map<String, String> instanceEnvironment,
        Duration stopBound,
        Duration tick,
        Optional<URI> upstream) {

    public LocalCloudSettings {
        nodes = List.copyOf(nodes);
        instanceEnvironment = Map.copyOf(instanceEnvironment);
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("tick " + tick + " must be longer than nothing");
        }
    }

    /** us-east-1, account 123456789012, three nodes, a free port, no upstream. */
    public static LocalCloudSettings of(Path dataDirectory, Clock clock) {
        return new LocalCloudSettings(
                dataDirectory.toAbsolutePath(),
                clock,
                0,
                "us-east-1",
                "123456789012",
                List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"),
                Map.of(),
                Duration.ofSeconds(5),
                Duration.ofMillis(250),
                Optional.empty());
    }

    public LocalCloudSettings withPort(int newPort) {
        return new LocalCloudSettings(
                dataDirectory,
                clock,
                newPort,
                region,
                accountId,
                nodes,
                instanceEnvironment,
                stopBound,
                tick,
                upstream);
    }

    public LocalCloudSettings withNodes(List<String> addresses) {
        return new LocalCloudSettings(
                dataDirectory,
                clock,
                port,
                region,
                accountId,
                addresses,
                instanceEnvironment,
                stopBound,
                tick,
                upstream);
    }

    public LocalCloudSettings withInstanceEnvironment(Map<String, String> environment) {
        return new LocalCloudSettings(
                dataDirectory, clock, port, region, accountId, nodes, environment, stopBound, tick, upstream);
    }

    public LocalCloudSettings withStopBound(Duration bound) {
        return new LocalCloudSettings(
                dataDirectory, clock, port, region, accountId, nodes, instanceEnvironment, bound, tick, upstream);
    }

    public LocalCloudSettings withUpstream(URI emulator) {
        return new LocalCloudSettings(
                dataDirectory,
                clock,
                port,
                region,
                accountId,
                nodes,
                instanceEnvironment,
                stopBound,
                tick,
                Optional.of(emulator));
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a data plane.
 *
 * @param nodes the addresses of the load balancer's nodes, loopback ones; each listener has a socket on every one
 * @param clock the time that is reported and compared
 * @param ioThreads threads that move bytes, 1 or more
 * @param connectTimeout how long a connection to a target may take before the answer is 504 (ALB: 10 s)
 * @param keepIdle how long an idle connection to a target is kept. It is used again only within half of the time that the
 *     target has been seen to bear: a target that closes first makes the next request on the connection a 502
 * @param history how long the figures of {@link DataPlane#traffic} are kept
 */
public record DataPlaneSettings(
        List<String> nodes, Clock clock, int ioThreads, Duration connectTimeout, Duration keepIdle, Duration history) {

    /** Copies what it is given. */
    public DataPlaneSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a data plane needs at least one node address");
        }
        if (ioThreads < 1) {
            throw new IllegalArgumentException("ioThreads is " + ioThreads + ", it must be at least 1");
        }
    }

    /** Three nodes, 127.0.0.1 to 127.0.0.3, ALB's time-outs, an hour of history. */
    public static DataPlaneSettings defaults(Clock clock) {
        return new DataPlaneSettings(
                List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"),
                clock,
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofHours(1));
    }

    /** The same with other nodes. */
    public DataPlaneSettings withNodes(String... addresses) {
        return new DataPlaneSettings(List.of(addresses), clock, ioThreads, connectTimeout, keepIdle, history);
    }

    /** The same with another time-out for connecting to a target. */
    public DataPlaneSettings withConnectTimeout(Duration timeout) {
        return new DataPlaneSettings(nodes, clock, ioThreads, timeout, keepIdle, history);
    }
}

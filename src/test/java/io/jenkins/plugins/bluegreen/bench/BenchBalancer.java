package io.jenkins.plugins.bluegreen.bench;

import io.jenkins.plugins.bluegreen.local.traffic.ActionSpec;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlaneSettings;
import io.jenkins.plugins.bluegreen.local.traffic.HealthCheckSpec;
import io.jenkins.plugins.bluegreen.local.traffic.ListenerSpec;
import io.jenkins.plugins.bluegreen.local.traffic.RuleSpec;
import io.jenkins.plugins.bluegreen.local.traffic.TargetGroupSpec;
import io.jenkins.plugins.bluegreen.local.traffic.TargetSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The local cloud's load balancer alone, in front of two servers, until standard input ends.
 *
 * <p>{@code BenchBalancer <port> <port of the blue server> <weight> <port of the green server> <weight>}
 */
final class BenchBalancer {
    private BenchBalancer() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        DataPlaneSettings settings =
                DataPlaneSettings.defaults(Clock.systemUTC()).withNodes("127.0.0.1");
        try (DataPlane plane = DataPlane.start(settings)) {
            side(plane, "blue", Integer.parseInt(arguments[1]));
            side(plane, "green", Integer.parseInt(arguments[3]));
            ActionSpec.Forward forward = new ActionSpec.Forward(
                    List.of(
                            new ActionSpec.WeightedGroup("blue", Integer.parseInt(arguments[2])),
                            new ActionSpec.WeightedGroup("green", Integer.parseInt(arguments[4]))),
                    Optional.empty());
            plane.putListener(new ListenerSpec(
                    "listener", "balancer", port, List.of(new RuleSpec("default", List.of(), forward)), Map.of()));
            while (System.in.read() >= 0) {
                // Whoever started this ends it by closing its input.
            }
        }
    }

    private static void side(DataPlane plane, String name, int port) {
        HealthCheckSpec check = new HealthCheckSpec(
                "/health", OptionalInt.empty(), Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 2, "200");
        plane.putTargetGroup(new TargetGroupSpec(name, "HTTP", check, Map.of()));
        plane.register(name, new TargetSpec(name + "-1", "127.0.0.1", port));
    }
}

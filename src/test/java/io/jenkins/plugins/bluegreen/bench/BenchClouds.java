package io.jenkins.plugins.bluegreen.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.local.LocalCloud;
import io.jenkins.plugins.bluegreen.local.LocalCloudSeed;
import io.jenkins.plugins.bluegreen.local.LocalCloudSettings;
import io.jenkins.plugins.bluegreen.local.SeededEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Local clouds for contenders to act on, each with environments of its own, until standard input ends. Says on one line, as JSON, where
 * everything is.
 *
 * <p>{@code BenchClouds <clouds> <environments in each> <instances of the live side> <directory> <program that an instance runs>}
 */
final class BenchClouds {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The shortest interval between health checks that AWS has. */
    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(5);

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private BenchClouds() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int environments = Integer.parseInt(arguments[1]);
        int instances = Integer.parseInt(arguments[2]);
        Path directory = Path.of(arguments[3]);
        String program = arguments[4];
        List<LocalCloud> clouds = new CopyOnWriteArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        Runnable close = () -> {
            if (closed.compareAndSet(false, true)) {
                clouds.parallelStream().forEach(LocalCloud::close);
            }
        };
        // Whoever is interrupted leaves no instances behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(close, "close"));
        var described = JSON.createArrayNode();
        try {
            for (int i = 0; i < count; i++) {
                LocalCloud cloud =
                        LocalCloud.start(LocalCloudSettings.of(directory.resolve("cloud-" + i), Clock.systemUTC())
                                .withStopBound(Duration.ofSeconds(2)));
                clouds.add(cloud);
                for (int j = 0; j < environments; j++) {
                    String name = environments == 1 ? "local" : "local-" + j;
                    described.add(describe(cloud, plant(cloud, name, instances, program)));
                }
            }
            System.out.println(JSON.writeValueAsString(described));
            while (System.in.read() >= 0) {
                // Whoever started this ends it by closing its input.
            }
        } finally {
            close.run();
        }
    }

    private static SeededEnvironment plant(LocalCloud cloud, String name, int instances, String program) {
        return new LocalCloudSeed(
                        name,
                        0,
                        instances,
                        colour -> "#!/usr/bin/env bash\nexec " + program + "\n",
                        Map.of("bluegreen:release", "1"),
                        HEALTH_INTERVAL,
                        DRAIN)
                .plant(cloud);
    }

    private static ObjectNode describe(LocalCloud cloud, SeededEnvironment seeded) {
        ObjectNode json = JSON.createObjectNode()
                .put("name", seeded.name())
                .put("endpoint", cloud.endpoint().toString())
                .put("region", cloud.region())
                .put("loadBalancerArn", seeded.loadBalancerArn())
                .put("listenerArn", seeded.listenerArn())
                .put("ruleArn", seeded.ruleArn())
                .put("url", seeded.traffic().toString())
                .put("port", seeded.port());
        seeded.nodes().forEach(json.putArray("nodes")::add);
        seeded.sides().forEach((colour, side) -> json.putObject(colour)
                .put("targetGroup", side.targetGroupArn())
                .put("group", side.autoScalingGroup())
                .put("template", side.launchTemplateId()));
        return json;
    }
}

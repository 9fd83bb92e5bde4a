package io.jenkins.plugins.bluegreen.wiring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.local.LocalCloud;
import io.jenkins.plugins.bluegreen.local.LocalCloudSeed;
import io.jenkins.plugins.bluegreen.local.LocalCloudSettings;
import io.jenkins.plugins.bluegreen.local.LocalFaults;
import io.jenkins.plugins.bluegreen.local.SeededEnvironment;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole product on one machine: a PostgreSQL, the local cloud, and an environment "local" with release 1 live on blue. */
public final class LocalSite implements AutoCloseable {
    /** Name of the seeded environment. */
    public static final String ENVIRONMENT = "local";

    private static final String FIRST_RELEASE = "1";

    private final LocalDatabase database;
    private final LocalCloud cloud;
    private final SeededEnvironment seeded;
    private final Shape shape;

    private LocalSite(LocalDatabase database, LocalCloud cloud, SeededEnvironment seeded, Shape shape) {
        this.database = database;
        this.cloud = cloud;
        this.seeded = seeded;
        this.shape = shape;
    }

    /**
     * How to start it.
     *
     * @param home directory of the project, where the application is
     * @param directory where everything it writes goes
     * @param apiPort port of the AWS APIs, 0 for any free one
     * @param trafficPort port of the load balancer, 0 for any free one
     * @param instances of the live side
     * @param drain deregistration delay of both target groups
     * @param healthInterval between two health checks of a target
     * @param upstream another emulator for what the local cloud does not serve
     */
    public record Shape(
            Path home,
            Path directory,
            int apiPort,
            int trafficPort,
            int instances,
            Duration drain,
            Duration healthInterval,
            Optional<URI> upstream) {}

    /** Starts everything; instances are still booting when it returns. */
    public static LocalSite start(Shape shape, Clock clock) {
        begin(shape.directory());
        LocalDatabase database = LocalDatabase.start(
                System.getenv("DATABASE_URL"), shape.directory().resolve("postgres"));
        LocalCloudSettings settings = LocalCloudSettings.of(shape.directory().resolve("cloud"), clock)
                .withPort(shape.apiPort())
                .withInstanceEnvironment(Map.of("DATABASE_URL", database.url()));
        LocalCloud cloud =
                LocalCloud.start(shape.upstream().map(settings::withUpstream).orElse(settings));
        LocalCloudSeed seed = LocalCloudSeed.of(colour -> userData(shape.home()))
                .withListenerPort(shape.trafficPort())
                .withInstances(shape.instances())
                .withTags(Map.of("bluegreen:release", FIRST_RELEASE))
                .withHealthInterval(shape.healthInterval())
                .withDrain(shape.drain());
        return new LocalSite(database, cloud, seed.plant(cloud), shape);
    }

    /** The cloud forgets everything when it ends, so journals and instances of an earlier one are of no use. */
    private static void begin(Path directory) {
        try {
            Files.createDirectories(directory);
            for (String own : List.of("state", "cloud")) {
                try (Stream<Path> all = Files.walk(directory.resolve(own))) {
                    for (Path old : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(old);
                    }
                } catch (NoSuchFileException e) {
                    // It is the first time.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an instance runs at boot. The application finds its release and colour in the instance's tags, as on EC2; the tag
     * {@code bluegreen:artifact}, elsewhere the place to fetch a release from, makes a rehearsal here.
     */
    private static String userData(Path home) {
        String script =
                """
                #!/usr/bin/env bash
                set -euo pipefail
                export VENV='HOME/build/venv' APP_ENVIRONMENT=local MIGRATE_ON_START=1 DRAIN_SECONDS=2 GRACEFUL_SECONDS=12
                REHEARSAL=$("$VENV/bin/python" - <<'PYTHON'
                import os, urllib.request
                base = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"].rstrip("/") + "/latest/"
                ask = lambda path, method, headers: urllib.request.urlopen(
                    urllib.request.Request(base + path, method=method, headers=headers), timeout=2).read().decode()
                token = ask("api/token", "PUT", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
                try:
                    print(ask("meta-data/tags/instance/bluegreen:artifact", "GET", {"X-aws-ec2-metadata-token": token}))
                except OSError:
                    print("")
                PYTHON
                )
                export REHEARSAL
                exec 'HOME/app/start'
                """;
        return script.replace("HOME", home.toAbsolutePath().normalize().toString());
    }

    /** The environment, as the engine knows it. */
    public Environment environment(Settings settings) {
        return new Environment(
                ENVIRONMENT,
                cloud.region(),
                seeded.traffic(),
                seeded.nodes(),
                List.of(RuleRef.defaultOf(seeded.listenerArn())),
                side(Colour.BLUE),
                side(Colour.GREEN),
                List.of(),
                LocalCloudSeed.PREVIEW_HEADER,
                settings);
    }

    private Side side(Colour colour) {
        SeededEnvironment.Side side = seeded.sides().get(colour.word());
        return new Side(colour, side.targetGroupArn(), side.autoScalingGroup());
    }

    /** Where users go. */
    public URI traffic() {
        return seeded.traffic();
    }

    /** Addresses of the load balancer's nodes. */
    public List<String> nodes() {
        return seeded.nodes();
    }

    /** The load balancer's port, the same on every node. */
    public int trafficPort() {
        return seeded.port();
    }

    public String listenerArn() {
        return seeded.listenerArn();
    }

    /** ARN of the listener's default rule, which carries the traffic. */
    public String ruleArn() {
        return seeded.ruleArn();
    }

    public String targetGroup(Colour colour) {
        return side(colour).targetGroup();
    }

    public URI endpoint() {
        return cloud.endpoint();
    }

    public String region() {
        return cloud.region();
    }

    public AwsAccount account() {
        return AwsAccount.local(cloud.endpoint());
    }

    public LocalFaults faults() {
        return cloud.faults();
    }

    public Path directory() {
        return shape.directory();
    }

    /** Waits until so many instances of the live side are healthy; false if they are not within the time. */
    public boolean awaitHealthy(Installation installation, Environment environment, int instances, Duration most)
            throws InterruptedException {
        CountDownLatch healthy = new CountDownLatch(1);
        poll(installation, environment, instances, healthy);
        return healthy.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void poll(
            Installation installation, Environment environment, int instances, CountDownLatch healthy) {
        EnvironmentStatus status = installation.inspection().status(environment);
        boolean enough = status.live()
                .map(colour -> status.sides().get(colour))
                .map(side -> side.healthy() >= instances)
                .orElse(false);
        if (enough) {
            healthy.countDown();
        } else {
            installation
                    .time()
                    .after(Duration.ofMillis(300), () -> poll(installation, environment, instances, healthy));
        }
    }

    /** Where deployments of the local environment are kept. */
    public State state() {
        return new State.Directory(shape.directory().resolve("state"));
    }

    /** Writes a {@code bluegreen.yaml} with which other programs find this cloud; returns its path. */
    public Path writeConfiguration(String plan, Map<String, String> timing, Map<String, String> thresholds) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("state", shape.directory().resolve("state").toAbsolutePath().toString());
        root.putObject("aws").put("endpoint", endpoint().toString()).put("anyCredentials", true);
        ObjectNode environment = root.putObject("environments").putObject(ENVIRONMENT);
        environment.put("plan", plan);
        environment
                .putObject("schema")
                .put("url", database.jdbcUrl())
                .put("user", database.user())
                .put("migrations", shape.home().resolve("app/migrations").toString());
        ObjectNode target = environment.putObject("target");
        target.put("region", region()).put("url", seeded.traffic().toString());
        seeded.nodes().forEach(target.putArray("addresses")::add);
        target.putArray("rules").addObject().put("listenerArn", seeded.listenerArn());
        for (Colour colour : Colour.values()) {
            target.putObject(colour.word())
                    .put("targetGroup", side(colour).targetGroup())
                    .put("group", side(colour).group());
        }
        // The smallest that the application would run on, so that receipts show what a release would cost.
        target.putObject("instance").put("type", "t3.micro").put("volumeGib", 8);
        target.put("previewHeader", LocalCloudSeed.PREVIEW_HEADER);
        if (shape.upstream().isEmpty()) {
            // With an upstream, databases are its business.
            target.put("database", seeded.database());
        }
        ObjectNode settings = target.putObject("settings");
        settings.put("probePath", "/");
        ObjectNode times = settings.putObject("timing");
        timing.forEach(times::put);
        ObjectNode limits = settings.putObject("thresholds");
        thresholds.forEach(limits::put);
        Path file = shape.directory().resolve(Configuration.FILE);
        try {
            new YAMLMapper().writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @Override
    public void close() {
        cloud.close();
        database.close();
    }
}

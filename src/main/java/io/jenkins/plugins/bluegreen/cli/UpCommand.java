package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.wiring.Home;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.LocalSite;
import io.jenkins.plugins.bluegreen.wiring.SystemTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bluegreen up}: the local cloud with an environment in it, until ended. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the local cloud with release 1 live on blue, until it is ended (Ctrl-C).")
final class UpCommand implements Callable<Integer> {
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(2);

    @Mixin
    private Shared shared;

    @Option(names = "--port", description = "port of the AWS APIs (default: any free one)")
    private int port;

    @Option(names = "--traffic-port", description = "port of the load balancer (default: any free one)")
    private int trafficPort;

    @Option(names = "--instances", description = "instances of the live side, 1 to 10 (default: 2)")
    private int instances = 2;

    @Option(names = "--drain", description = "deregistration delay of both target groups (default: 30s)")
    private String drain = "30s";

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "another emulator for what the local cloud does not serve itself")
    private URI upstream;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "where everything is written (default: build/local)")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        Path home = Home.directory();
        Path into = directory == null ? home.resolve("build/local") : directory;
        LocalSite.Shape shape = new LocalSite.Shape(
                home,
                into,
                port,
                trafficPort,
                instances,
                Durations.parse(drain),
                Duration.ofSeconds(5),
                Optional.ofNullable(upstream));
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.countDown();
            awaitQuietly(closed);
        }));
        try (SystemTime time = new SystemTime();
                LocalSite site = LocalSite.start(shape, time.clock())) {
            Path configuration = site.writeConfiguration(
                    "10%:10s, 50%:10s, 100%:20s", Map.of("keepWindow", "2m"), Map.of("latencyLimit", "1s"));
            awaitHealthy(site);
            announce(site, configuration);
            ended.await();
        } finally {
            closed.countDown();
        }
        return ExitCode.DONE;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitHealthy(LocalSite site) throws InterruptedException {
        try (Installation installation =
                Installation.Parts.of(site.state(), site.account()).open()) {
            boolean healthy = site.awaitHealthy(
                    installation, site.environment(Settings.DEFAULT.with(Timing.DEFAULT)), instances, HEALTHY_WITHIN);
            if (!healthy) {
                shared.say("release 1 is not healthy after " + Durations.format(HEALTHY_WITHIN)
                        + "; its logs are under " + site.directory());
            }
        }
    }

    private void announce(LocalSite site, Path configuration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("endpoint", site.endpoint().toString());
        json.put("traffic", site.traffic().toString());
        json.put("region", site.region());
        json.put("environment", LocalSite.ENVIRONMENT);
        json.put("listenerArn", site.listenerArn());
        json.put("ruleArn", site.ruleArn());
        ObjectNode groups = json.putObject("targetGroups");
        for (Colour colour : Colour.values()) {
            groups.put(colour.word(), site.targetGroup(colour));
        }
        json.put("config", configuration.toString());
        shared.answer(json);
        shared.say("The local cloud is up: release 1 is live on blue.");
        shared.say("");
        shared.say("  users go to   " + site.traffic());
        shared.say("  AWS is at     " + site.endpoint() + ", region " + site.region() + ", any credentials");
        shared.say("");
        shared.say("In another terminal, from here:");
        shared.say("");
        shared.say("  export BLUEGREEN_CONFIG=" + Shared.shown(configuration));
        shared.say("  ./bluegreen status");
        shared.say("  ./bluegreen deploy " + LocalSite.ENVIRONMENT + " 2");
        shared.say("  ./bluegreen serve        # the page");
        shared.say("  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws --endpoint-url " + site.endpoint()
                + " --region " + site.region() + " elbv2 describe-target-groups");
        shared.say("");
        shared.say("Ctrl-C ends it.");
    }
}

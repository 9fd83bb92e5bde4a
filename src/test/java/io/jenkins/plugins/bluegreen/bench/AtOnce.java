package io.jenkins.plugins.bluegreen.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.local.LocalCloudSeed;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One controller, as a Jenkins is one, that deploys the same release to every environment of a cloud at once. Says on one line, as JSON, in
 * which phase each deployment came to rest.
 *
 * <p>{@code AtOnce <file with the environments, as BenchClouds describes them> <state directory> <release> <plan>}
 */
final class AtOnce {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_SECONDS = 400;

    private AtOnce() {}

    public static void main(String[] arguments) throws Exception {
        JsonNode sites = JSON.readTree(new File(arguments[0]));
        State state = new State.Directory(Path.of(arguments[1]));
        AwsAccount account =
                AwsAccount.local(URI.create(sites.path(0).path("endpoint").asText()));
        ArrayNode phases = JSON.createArrayNode();
        try (Installation installation = Installation.Parts.of(state, account).open()) {
            Engine engine = installation.engine();
            List<CompletableFuture<Deployment>> running = new ArrayList<>();
            for (JsonNode site : sites) {
                Environment environment = environment(site);
                Request request =
                        new Request(environment, Release.of(arguments[2]), Plan.parse(arguments[3]), false, "bench");
                String id = engine.begin(request).id();
                running.add(engine.drive(environment.name(), id, progress -> {}));
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(MOST_SECONDS, TimeUnit.SECONDS);
            for (CompletableFuture<Deployment> one : running) {
                phases.addObject()
                        .put("phase", one.join().phase().name())
                        .put("reason", one.join().reason());
            }
        }
        System.out.println(JSON.writeValueAsString(phases));
    }

    private static Environment environment(JsonNode site) {
        List<String> nodes = new ArrayList<>();
        site.path("nodes").forEach(node -> nodes.add(node.asText()));
        return new Environment(
                site.path("name").asText(),
                site.path("region").asText(),
                URI.create(site.path("url").asText()),
                nodes,
                List.of(RuleRef.defaultOf(site.path("listenerArn").asText())),
                side(site, Colour.BLUE),
                side(site, Colour.GREEN),
                List.of(),
                LocalCloudSeed.PREVIEW_HEADER,
                settings());
    }

    private static Side side(JsonNode site, Colour colour) {
        JsonNode side = site.path(colour.word());
        return new Side(
                colour, side.path("targetGroup").asText(), side.path("group").asText());
    }

    /** The default timing; a machine that is load balancer, instances and users at once may be slow. */
    private static Settings settings() {
        Thresholds usual = Thresholds.DEFAULT;
        Thresholds patient = new Thresholds(
                usual.badProbes(),
                usual.probeWindow(),
                Duration.ofSeconds(2),
                usual.minimumSample(),
                usual.comparisonSample(),
                usual.silentProbes(),
                usual.probesPerNode(),
                usual.rollbackLimit());
        return new Settings(Settings.DEFAULT.timing(), patient, true, 1, "", "/");
    }
}

package io.jenkins.plugins.bluegreen.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One controller, as a Jenkins is one, that deploys the same release to every environment of a configuration at once. Says on one line, as
 * JSON, in which phase each deployment came to rest.
 *
 * <p>{@code AtOnce <bluegreen.yaml> <release>}
 */
final class AtOnce {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_SECONDS = 400;

    private AtOnce() {}

    public static void main(String[] arguments) throws Exception {
        Configuration configuration = Configuration.load(Path.of(arguments[0]));
        ArrayNode phases = JSON.createArrayNode();
        try (Installation installation = Installation.open(configuration)) {
            Engine engine = installation.engine();
            List<CompletableFuture<Deployment>> running = new ArrayList<>();
            for (String name : configuration.environments().keySet()) {
                Request request = new Request(
                        configuration.environment(name),
                        Release.of(arguments[1]),
                        configuration.plan(name),
                        false,
                        "bench");
                running.add(engine.drive(name, engine.begin(request).id(), progress -> {}));
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
}

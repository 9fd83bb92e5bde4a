package io.jenkins.plugins.bluegreen.bench;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.store.DocumentDeploymentStore;
import io.jenkins.plugins.bluegreen.store.FileDocuments;
import io.jenkins.plugins.bluegreen.testkit.MemoryLeases;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What one whole deployment by the default plan leaves in a state directory. Says so on one line, as JSON.
 *
 * <p>{@code JournalGrowth <empty directory>}
 */
final class JournalGrowth {
    private JournalGrowth() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        DocumentDeploymentStore store = new DocumentDeploymentStore(FileDocuments.under(directory));
        Rig rig = new Rig();
        Engine engine = new Engine(new Services(
                environment -> rig.cloud.world(),
                store,
                new MemoryLeases(),
                (after, event) -> {},
                (environment, receipt) -> {},
                rig.time,
                rig.time,
                "controller",
                Services.LEASE));
        String id = engine.begin(new Request(rig.cloud.environment(), Release.of("r2"), Plan.DEFAULT, false, "bench"))
                .id();
        engine.drive("shop", id, progress -> {});
        rig.time.runUntil(() -> phase(store, id) == Phase.SUCCEEDED, Duration.ofHours(3));
        Stored stored = store.load("shop", id).orElseThrow();
        if (stored.deployment().phase() != Phase.SUCCEEDED) {
            throw new IllegalStateException(
                    "the deployment is " + stored.deployment().phase());
        }
        System.out.printf(
                Locale.ROOT,
                "{\"events\": %d, \"bytes\": %d}%n",
                stored.journal().size(),
                bytes(directory));
    }

    private static Phase phase(DocumentDeploymentStore store, String id) {
        return store.load("shop", id).orElseThrow().deployment().phase();
    }

    private static long bytes(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

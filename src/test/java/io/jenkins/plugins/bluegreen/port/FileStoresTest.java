package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.store.DocumentDeploymentStore;
import io.jenkins.plugins.bluegreen.store.DocumentLeaseStore;
import io.jenkins.plugins.bluegreen.store.FileDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores over files, in one process and between processes. */
class FileStoresTest {
    @TempDir
    private Path directory;

    @Nested
    class Deployments extends DeploymentStoreContract {
        @Override
        DeploymentStore store() {
            return new DocumentDeploymentStore(FileDocuments.under(directory));
        }

        private Path file(String environment, String id) {
            return directory.resolve("deployments").resolve(environment).resolve(id + ".json");
        }

        @Override
        void damage(String environment, String id, byte[] content) {
            try {
                Files.write(file(environment, id), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        byte[] stored(String environment, String id) {
            try {
                return Files.readAllBytes(file(environment, id));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void nothingIsLeftBesideTheDocuments() throws Exception {
            store().save(store().save(Examples.deployment("staging", "d-1", Examples.NOON)));

            try (Stream<Path> files = Files.list(directory.resolve("deployments/staging"))) {
                assertThat(files).containsExactly(file("staging", "d-1"));
            }
        }

        @Test
        void twoProcessesLoseNoEvent() throws Exception {
            store().save(Examples.deployment("staging", "d-1", Examples.NOON));
            List<Process> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                writers.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                directory.toString())
                        .inheritIO()
                        .start());
            }
            try {
                for (Process writer : writers) {
                    assertThat(writer.waitFor(120, TimeUnit.SECONDS)).isTrue();
                    assertThat(writer.exitValue()).isZero();
                }
            } finally {
                writers.forEach(Process::destroyForcibly);
            }
            assertThat(store().load("staging", "d-1").orElseThrow().journal()).hasSize(2 * Writer.EVENTS);
        }
    }

    @Nested
    class Leases extends LeaseStoreContract {
        @Override
        LeaseStore store() {
            return new DocumentLeaseStore(FileDocuments.under(directory));
        }
    }

    /** Another process: adds events one by one, reading again whenever the other one was faster. */
    static final class Writer {
        static final int EVENTS = 100;

        private Writer() {}

        public static void main(String[] arguments) {
            DeploymentStore store = new DocumentDeploymentStore(FileDocuments.under(Path.of(arguments[0])));
            int saved = 0;
            while (saved < EVENTS) {
                Stored current = store.load("staging", "d-1").orElseThrow();
                try {
                    store.save(current.plus(List.of(Examples.entered(Phase.PREPARING)), 1));
                    saved++;
                } catch (VersionConflictException lost) {
                    continue;
                }
            }
        }
    }
}

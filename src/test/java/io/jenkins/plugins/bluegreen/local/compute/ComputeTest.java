package io.jenkins.plugins.bluegreen.local.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes begin and end with their instance. */
class ComputeTest {
    @TempDir
    private Path directory;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopScheduler() {
        scheduler.shutdownNow();
    }

    private Compute compute() {
        return new Compute(
                new ComputeSettings(
                        directory, Clock.systemUTC(), "us-east-1", Map.of("GREETING", "hello"), Duration.ofSeconds(1)),
                scheduler);
    }

    private static Instance launch(Compute compute, String script) {
        return compute.launch(new InstanceLaunch(
                "ami-1", "t3.micro", "us-east-1a", "subnet-1", Optional.of(script), Map.of("Name", "test")));
    }

    private static long pid(Instance instance) throws Exception {
        Path file = instance.directory().resolve("child.pid");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file) && Files.size(file) > 1);
        return Long.parseLong(Files.readString(file).trim());
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void nothingOutlivesTheCloudNotEvenAChildThatIgnoresSigterm() throws Exception {
        long stubborn;
        try (Compute compute = compute()) {
            stubborn = pid(launch(compute, "trap '' TERM\nsleep 600 &\necho $! >child.pid\nwait\nsleep 600\n"));
            assertThat(lives(stubborn)).isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> !lives(stubborn));
    }

    @Test
    void anInstanceLivesOnWhileAServiceItStartedDoes() throws Exception {
        try (Compute compute = compute()) {
            Instance instance = launch(compute, "sleep 600 &\necho $! >child.pid\n");
            long service = pid(instance);
            assertThat(compute.state(instance.id())).isEqualTo(InstanceState.RUNNING);

            ProcessHandle.of(service).ifPresent(ProcessHandle::destroyForcibly);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> compute.state(instance.id()) == InstanceState.TERMINATED);
            assertThat(compute.stateReason(instance.id())).startsWith("Client.InstanceInitiatedShutdown");
        }
    }

    @Test
    void anInstanceSeesItsPortAndItsEnvironmentAndItsLogIsKept() {
        try (Compute compute = compute()) {
            Instance instance = launch(compute, "echo $GREETING from $HOST:$PORT; sleep 600\n");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Files.readString(instance.log()).contains("hello from 127.0.0.1:" + instance.port()));
        }
    }
}

package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.acceptance.SmallSite;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.UnreadableJournalException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One deployment through the command line, as programs of their own: interrupted, taken up and killed, taken up and finished. Then one that
 * loses its journal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterruptedTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final StringWriter said = new StringWriter();
    private SmallSite site;
    private Path file;
    private Installation watcher;
    private Process process;

    @BeforeAll
    void start(@TempDir Path world) throws IOException {
        site = SmallSite.start(world, 1);
        file = Files.writeString(
                world.resolve("bluegreen.yaml"),
                site.configuration(
                        "50%:6s, 100%:1s", "probeInterval: 200ms, settleFloor: 1s, scaleInFloor: 1s, keepWindow: 1h"));
        watcher = site.controller();
    }

    @AfterEach
    void noProgramIsLeft() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @AfterAll
    void stop() {
        watcher.close();
        site.close();
    }

    @Test
    @Order(1)
    void whoeverPressesCtrlCIsToldThatItIsLeftAsItIsAndHowToGoOn() throws Exception {
        process = begin("deploy", "local", "2");
        awaitShare(50);

        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(log()))
                .contains("Interrupted: deployment " + active().id() + " of local is left as it is")
                .contains("bluegreen deploy local --resume", "bluegreen rollback local");
        assertThat(active().phase()).isEqualTo(Phase.SHIFTING);
    }

    @Test
    @Order(2)
    void aDeploymentWhoseControllerWasKilledIsResumedAndDone() throws Exception {
        String id = active().id();
        process = begin("deploy", "local", "--resume");
        await().atMost(SOON).until(() -> Files.readString(log()).contains("50%"));
        process.destroyForcibly().waitFor();
        assertThat(active().phase()).isIn(Phase.SHIFTING, Phase.BAKING);

        assertThat(run("deploy", "local", "--resume")).as(said.toString()).isEqualTo(ExitCode.DONE);

        assertThat(active().id()).isEqualTo(id);
        assertThat(said.toString()).contains("Done: deployment " + id + " of release 2 to local");
    }

    /** What was changed cannot be called unchanged because it is no longer known. */
    @Test
    @Order(3)
    void aJournalThatIsLostOnTheWayIsNoMistakeOfWhoeverAsked() throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> run("deploy", "local", "3"));
        awaitShare(50);
        String id = active().id();

        Path broken = Files.writeString(site.directory().resolve("broken"), "{");
        Path journal = site.directory().resolve("state/deployments/local/" + id + ".json");
        await().atMost(SOON).until(() -> {
            Files.copy(broken, journal, StandardCopyOption.REPLACE_EXISTING);
            return status.isDone();
        });

        assertThat(status.join()).as(said.toString()).isEqualTo(ExitCode.HALTED);
        assertThat(said.toString())
                .contains("deployment " + id + " of local is left as it is")
                .contains("torn or is not JSON");
    }

    private void awaitShare(int percent) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(UnreadableJournalException.class)
                .until(() -> watcher.engine().active("local").map(Stored::deployment).stream()
                        .anyMatch(deployment -> deployment.phase() == Phase.SHIFTING
                                && deployment
                                                .traffic()
                                                .settled()
                                                .on(deployment.order().to())
                                        == percent));
    }

    private Deployment active() {
        return watcher.engine().active("local").orElseThrow().deployment();
    }

    /** A program as a shell starts it: where the tests run in the background, SIGINT would be ignored by all that they start. */
    private Process begin(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dbluegreen.lease=3s",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", file.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return site.directory().resolve("program.log");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", file.toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
    }
}

package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the command line, around a Java that only writes down how it was called. */
class StartScriptTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant BUILT = Instant.parse("2001-01-02T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2001-01-01T00:00:00Z");
    private static final String JAVA =
            """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            echo "$*" >>"$here/calls"
            for option in "$@"; do
                case $option in
                    -XX:DumpLoadedClassList=*) echo classes >"${option#*=}" ;;
                    -XX:SharedArchiveFile=*) archive=${option#*=} ;;
                esac
            done
            case "$*" in
                *-Xshare:dump*)
                    for ((i = 0; i < 600; i++)); do [ -e "$here/wait" ] && sleep 0.05; done
                    echo archive >"$archive"
                    ;;
                *) exit "$(cat "$here/code")" ;;
            esac
            """;

    @TempDir
    private Path home;

    private Path bin;

    @BeforeEach
    void aProgramThatIsBuilt() throws IOException {
        bin = Files.createDirectories(home.resolve("java/bin"));
        Path java = Files.writeString(bin.resolve("java"), JAVA);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.copy(Path.of("bluegreen"), home.resolve("bluegreen"));
        Files.createDirectory(home.resolve("target"));
        Path jar = Files.writeString(home.resolve("target/blue-green-deploy.jar"), "jar");
        Files.setLastModifiedTime(jar, FileTime.from(BUILT));
        exitsWith(0);
    }

    @Test
    void theFirstStatusLeavesAnArchiveBehindAndTheNextCommandsStartWithIt() throws Exception {
        assertThat(run("status").waitFor()).isZero();
        await().atMost(SOON).until(() -> Files.exists(archive()) && !Files.exists(making()));

        assertThat(run("deploy", "shop", "2").waitFor()).isZero();

        assertThat(calls()).hasSize(3);
        assertThat(calls().get(2))
                .contains("-XX:SharedArchiveFile=" + archive())
                .contains("-Xshare:auto")
                .endsWith("deploy shop 2");
    }

    @Test
    void aStatusThatFailsLeavesNoneSoThatTheArchiveIsOfAWholeOne() throws Exception {
        exitsWith(2);

        assertThat(run("status").waitFor()).isEqualTo(2);

        await().atMost(SOON).until(() -> !Files.exists(making()));
        assertThat(archive()).doesNotExist();
        assertThat(calls()).hasSize(1);

        exitsWith(0);
        assertThat(run("status").waitFor()).isZero();
        await().atMost(SOON).until(() -> Files.exists(archive()));
    }

    @Test
    void ofManyThatComeFirstOneMakesIt() throws Exception {
        Path wait = Files.createFile(bin.resolve("wait"));
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            together.add(run("status"));
        }
        for (Process one : together) {
            assertThat(one.waitFor()).isZero();
        }
        Files.delete(wait);
        await().atMost(SOON).until(() -> Files.exists(archive()) && !Files.exists(making()));

        assertThat(calls().stream().filter(call -> call.contains("-Xshare:dump")))
                .hasSize(1);
    }

    @Test
    void anArchiveOfAnOlderProgramIsMadeAnew() throws Exception {
        Files.writeString(archive(), "old");
        Files.setLastModifiedTime(archive(), FileTime.from(BEFORE));

        assertThat(run("plan", "shop").waitFor()).isZero();
        assertThat(calls().get(0)).doesNotContain("SharedArchiveFile");

        assertThat(run("status").waitFor()).isZero();
        await().atMost(SOON).until(() -> Files.readString(archive()).startsWith("archive"));
    }

    @Test
    void ifItsMakerWasKilledItIsMadeForTheNextProgram() throws Exception {
        Files.createDirectory(making());

        assertThat(run("status").waitFor()).isZero();
        assertThat(calls()).hasSize(1).noneMatch(call -> call.contains("DumpLoadedClassList"));

        Files.setLastModifiedTime(making(), FileTime.from(BEFORE));
        assertThat(run("status").waitFor()).isZero();
        await().atMost(SOON).until(() -> Files.exists(archive()) && !Files.exists(making()));
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bluegreen").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment().put("JAVA_HOME", home.resolve("java").toString());
        return builder.start();
    }

    private void exitsWith(int code) throws IOException {
        Files.writeString(bin.resolve("code"), Integer.toString(code));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(bin.resolve("calls"));
    }

    private Path archive() {
        return home.resolve("target/bluegreen.jsa");
    }

    private Path making() {
        return home.resolve("target/bluegreen.jsa.making");
    }
}

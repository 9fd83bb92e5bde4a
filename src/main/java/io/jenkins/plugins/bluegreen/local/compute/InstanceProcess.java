package io.jenkins.plugins.bluegreen.local.compute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The processes of one instance: a supervising bash, and below it the user data's process group. */
final class InstanceProcess {
    private final Process supervisor;
    private final Path directory;
    private final Duration stopBound;

    private InstanceProcess(Process supervisor, Path directory, Duration stopBound) {
        this.supervisor = supervisor;
        this.directory = directory;
        this.stopBound = stopBound;
    }

    static InstanceProcess start(
            Path supervisorScript, Instance instance, Map<String, String> environment, Duration stopBound)
            throws IOException {
        Path script = instance.directory().resolve("user-data");
        Files.writeString(script, instance.userData().orElse("exec sleep 2147483647\n"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "bash", supervisorScript.toString(), script.toString(), Long.toString(stopBound.toSeconds())))
                .directory(instance.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(instance.log().toFile()));
        builder.environment().putAll(environment);
        return new InstanceProcess(builder.start(), instance.directory(), stopBound);
    }

    CompletableFuture<Process> onExit() {
        return supervisor.onExit();
    }

    /** Asks for the end: the supervisor sends SIGTERM, and SIGKILL after the bound. */
    void stop() {
        try {
            supervisor.getOutputStream().close();
        } catch (IOException alreadyGone) {
            supervisor.destroyForcibly();
        }
    }

    /** Kills everything at once, as a lost machine would. */
    void kill() {
        signal("KILL");
    }

    /** Freezes the processes, so that connections hang: an instance that fails its checks without ending. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        group().ifPresent(group -> {
            try {
                new ProcessBuilder("kill", "-" + name, "--", "-" + group)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor(5, TimeUnit.SECONDS);
            } catch (IOException e) {
                throw new IllegalStateException("cannot send SIG" + name + " to process group " + group, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Optional<Long> group() {
        try {
            return Optional.of(Long.valueOf(
                    Files.readString(directory.resolve("group.pid")).trim()));
        } catch (IOException | NumberFormatException notYet) {
            return Optional.empty();
        }
    }

    /** Waits for the end that {@link #stop} asked for, and kills what is left after its bound. */
    void awaitEnd() {
        try {
            if (!supervisor.waitFor(stopBound.toMillis() + 2_000, TimeUnit.MILLISECONDS)) {
                kill();
                supervisor.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            supervisor.destroyForcibly();
        }
    }
}

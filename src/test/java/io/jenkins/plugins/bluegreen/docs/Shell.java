package io.jenkins.plugins.bluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Somebody's terminal in a checkout: scripts run in bash, with {@code bluegreen} and the AWS CLI on the path. */
final class Shell {
    private static final long PATIENCE_SECONDS = 180;

    /** Older versions of the AWS CLI know no variable for this. */
    private static final String AWS_IS_HERE = "aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }\n";

    private final Path logs;
    private final Map<String, String> variables;

    Shell(Path logs, Map<String, String> variables) {
        this.logs = logs;
        this.variables = Map.copyOf(variables);
    }

    /** What a script said, on both channels, and how it ended. */
    record Result(int exit, String output) {
        Result endedWith(int expected) {
            assertThat(exit).as(output).isEqualTo(expected);
            return this;
        }

        Result saying(String... words) {
            assertThat(output).contains(words);
            return this;
        }
    }

    /** Runs a script to its end; the first command that fails ends it. */
    Result run(String script) throws IOException, InterruptedException {
        File log = Files.createTempFile(logs, "shell", ".log").toFile();
        Process process = start(script, log);
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String output = "$ " + script.strip() + "\n" + Files.readString(log.toPath());
        assertThat(ended).as("ended within %d s: %s", PATIENCE_SECONDS, output).isTrue();
        return new Result(process.exitValue(), output);
    }

    /** A program in the background. It is the script's one command, and takes the place of the shell, so that it can be killed. */
    Process background(String command) throws IOException {
        return start(
                "exec " + command,
                Files.createTempFile(logs, "background", ".log").toFile());
    }

    private Process start(String script, File log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", AWS_IS_HERE + script)
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().putAll(variables);
        builder.environment()
                .merge(
                        "PATH",
                        Path.of("").toAbsolutePath() + ":"
                                + Path.of("build/venv/bin").toAbsolutePath() + ":",
                        (path, ours) -> ours + path);
        return builder.start();
    }
}

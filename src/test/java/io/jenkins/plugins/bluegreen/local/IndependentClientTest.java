package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's boto3 and the local cloud understand each other, so the wire form is right and not only what the Java SDK tolerates. */
class IndependentClientTest {
    @TempDir
    private Path directory;

    private record Run(int status, String output) {}

    private Run run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static String python() {
        Path ofTheProject = Path.of("build", "venv", "bin", "python").toAbsolutePath();
        return Files.isExecutable(ofTheProject) ? ofTheProject.toString() : "python3";
    }

    @Test
    void boto3DescribesAndChangesTheEnvironment() throws Exception {
        assumeTrue(
                run(python(), "-c", "import boto3").status() == 0,
                "skipped: no boto3 for " + python() + "; 'make venv' installs it into the project's environment");
        Path script = directory.resolve("independent_client.py");
        try (var source = IndependentClientTest.class.getResourceAsStream("independent_client.py")) {
            Files.write(script, source.readAllBytes());
        }
        try (RunningCloud world = RunningCloud.start()) {
            SeededEnvironment environment = world.seed(0);

            Run run = run(
                    python(),
                    script.toString(),
                    world.cloud.endpoint().toString(),
                    environment.listenerArn(),
                    environment.sides().get("blue").targetGroupArn(),
                    environment.sides().get("green").targetGroupArn());

            assertThat(run.output()).contains("\"ok\": true");
            assertThat(run.status()).isZero();
        }
    }
}

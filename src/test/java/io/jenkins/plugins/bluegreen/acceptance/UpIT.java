package io.jenkins.plugins.bluegreen.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a stranger starts it, {@code ./bluegreen up --output json}, and two clients of AWS that are not ours, boto3 and the AWS
 * CLI: they describe and change the environment, and the answers that users get follow the weights.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpIT {
    private static final Path VENV = Path.of("build", "venv", "bin").toAbsolutePath();
    private static final int REQUESTS = 600;

    /** A fair weight leaves this many standard deviations once in two million counts. */
    private static final double BAND = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path directory;
    private Process program;
    private JsonNode up;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        program = new ProcessBuilder(
                        "./bluegreen",
                        "up",
                        "--output",
                        "json",
                        "--instances",
                        "1",
                        "--directory",
                        directory.resolve("up").toString())
                .redirectError(directory.resolve("up.log").toFile())
                .start();
        BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
        String line = CompletableFuture.supplyAsync(() -> line(out)).get(5, TimeUnit.MINUTES);
        assertThat(line).as(() -> read("up.log")).isNotNull();
        up = new ObjectMapper().readTree(line);
    }

    private static String line(BufferedReader out) {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        program.destroy();
        if (!program.waitFor(40, TimeUnit.SECONDS)) {
            program.destroyForcibly();
        }
    }

    @Test
    @Order(1)
    void saysInOneLineWhereEverythingIs() {
        assertThat(up.path("environment").asText()).isEqualTo("local");
        assertThat(up.path("endpoint").asText()).startsWith("http://127.0.0.1:");
        assertThat(up.path("listenerArn").asText()).contains(":listener/app/");
        assertThat(up.path("ruleArn").asText()).contains(":listener-rule/app/");
        assertThat(up.path("targetGroups").path("blue").asText()).contains(":targetgroup/");
        assertThat(up.path("targetGroups").path("green").asText()).contains(":targetgroup/");
    }

    @Test
    @Order(2)
    void releaseOneAnswersFromBlueAlone() throws Exception {
        assertThat(greens(60)).isZero();
    }

    @Test
    @Order(3)
    void boto3BringsGreenUpAndMovesThirtyPercentToIt() throws Exception {
        Path script = directory.resolve("up_client.py");
        try (var source = UpIT.class.getResourceAsStream("up_client.py")) {
            Files.write(script, source.readAllBytes());
        }

        String said = run(
                VENV.resolve("python").toString(),
                script.toString(),
                up.path("endpoint").asText(),
                up.path("region").asText(),
                up.path("listenerArn").asText(),
                up.path("targetGroups").path("blue").asText(),
                up.path("targetGroups").path("green").asText());

        assertThat(said).contains("green has 1 healthy target").contains("blue 70, green 30");
        assertThatGreenHas(30);
    }

    @Test
    @Order(4)
    void theAwsCliDescribesAndMovesFourFifths() throws Exception {
        assertThat(weightsByCli()).isEqualTo("70\t30");

        aws(
                "elbv2",
                "modify-listener",
                "--listener-arn",
                up.path("listenerArn").asText(),
                "--default-actions",
                forward(20, 80));

        assertThat(weightsByCli()).isEqualTo("20\t80");
        assertThatGreenHas(80);
        assertThat(aws(
                        "autoscaling",
                        "describe-auto-scaling-groups",
                        "--auto-scaling-group-names",
                        "local-green",
                        "--query",
                        "AutoScalingGroups[0].Instances[0].LifecycleState"))
                .isEqualTo("InService");
    }

    @Test
    @Order(5)
    void ourOwnStatusSeesWhatTheOthersDid() throws Exception {
        Process status = new ProcessBuilder(
                        "./bluegreen",
                        "status",
                        "local",
                        "--output",
                        "json",
                        "--config",
                        up.path("config").asText())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        JsonNode answer = new ObjectMapper().readTree(status.getInputStream());

        assertThat(answer.path("rules").path(0).path("blue").asInt()).isEqualTo(20);
        assertThat(answer.path("rules").path(0).path("green").asInt()).isEqualTo(80);
        assertThat(answer.path("sides").path("green").path("healthy").asInt()).isEqualTo(1);
    }

    private String forward(int blue, int green) {
        return """
                [{"Type":"forward","ForwardConfig":{"TargetGroups":[
                {"TargetGroupArn":"%s","Weight":%d},{"TargetGroupArn":"%s","Weight":%d}]}}]"""
                .formatted(
                        up.path("targetGroups").path("blue").asText(),
                        blue,
                        up.path("targetGroups").path("green").asText(),
                        green);
    }

    private String weightsByCli() throws Exception {
        return aws(
                "elbv2",
                "describe-listeners",
                "--listener-arns",
                up.path("listenerArn").asText(),
                "--query",
                "Listeners[0].DefaultActions[0].ForwardConfig.TargetGroups[].Weight");
    }

    private String aws(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                VENV.resolve("python").toString(),
                VENV.resolve("aws").toString(),
                "--endpoint-url",
                up.path("endpoint").asText(),
                "--region",
                up.path("region").asText(),
                "--output",
                "text"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("client.log").toFile());
        builder.environment().putAll(java.util.Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local"));
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String output = read("client.log");
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private void assertThatGreenHas(int percent) throws Exception {
        double share = percent / 100.0;
        double expected = REQUESTS * share;
        double width = BAND * Math.sqrt(REQUESTS * share * (1 - share));
        int counted = greens(REQUESTS);
        System.out.println("green answered " + counted + " of " + REQUESTS + " requests at a weight of " + percent);
        assertThat((double) counted).isBetween(expected - width, expected + width);
    }

    /** Answers of green among so many, all of which must be good. */
    private int greens(int requests) throws Exception {
        int greens = 0;
        for (int i = 0; i < requests; i++) {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(URI.create(up.path("traffic").asText()))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            greens += answer.headers()
                            .firstValue("X-BlueGreen-Colour")
                            .orElseThrow()
                            .equals("green")
                    ? 1
                    : 0;
        }
        return greens;
    }
}

package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CostCommandTest {
    private static final Path PLAN =
            Path.of("src/test/resources/io/jenkins/plugins/bluegreen/terraform/tags-changed.json");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theTableNamesEveryWayWithItsPriceDateAndSources() {
        assertThat(run("estimate")).isZero();
        assertThat(out.toString())
                .contains("list prices of 2026-10-16", "\nbefore ", "\nblue-green ", "\nwith auto-stop ", "and Spot ")
                .contains("dollars a month more", "Sources:", "assumption: Spot");
    }

    @Test
    void aBoundThatIsBrokenExitsWithOne() {
        assertThat(run("estimate", "--at-most", "50")).isZero();
        assertThat(run("estimate", "--at-most", "5")).isEqualTo(1);
    }

    @Test
    void sizesAreTakenFromAPlan() throws IOException {
        assertThat(run("estimate", "--plan", PLAN.toString(), "--output", "json"))
                .isZero();

        JsonNode live = new ObjectMapper()
                .readTree(out.toString())
                .path("bills")
                .path(1)
                .path("lines")
                .path(0);
        // The plan was made while the green side had two instances.
        assertThat(live.path("what").asText()).isEqualTo("live side, 2 t3.micro");
    }

    @Test
    void anUnknownTypeExitsWithTwoAndNamesTheKnownOnes() {
        assertThat(run("estimate", "--instance-type", "m5.large")).isEqualTo(2);
        assertThat(err.toString()).contains("no instance m5.large", "t3.micro");
    }

    @Test
    void anEnvironmentAndAPlanAreOneTooMany() {
        assertThat(run("estimate", "staging", "--plan", PLAN.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("either an environment or --plan");
    }

    @Test
    void endpointsCostMoreInMoreZones() throws IOException {
        assertThat(run("estimate", "--endpoints", "8", "--output", "json")).isZero();

        JsonNode lines = new ObjectMapper()
                .readTree(out.toString())
                .path("bills")
                .path(1)
                .path("lines");
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("what").asText()).isEqualTo("interface endpoints");
            assertThat(line.path("dollars").asDouble()).isEqualTo(8 * 7.3);
        });
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of("cost"), Stream.of(arguments)).toArray(String[]::new));
    }
}

package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanGuardCommandTest {
    private static final Path PLANS = Path.of("src/test/resources/io/jenkins/plugins/bluegreen/terraform");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aGoodPlanExitsWithZero() {
        assertThat(run(PLANS.resolve("deployed-elsewhere.json").toString())).isZero();
        assertThat(out.toString()).startsWith("The plan may be applied: 6 changes");
    }

    @Test
    void aPlanThatMovesTrafficExitsWithOneAndSaysHowToAllowIt() {
        assertThat(run(PLANS.resolve("seam-removed.json").toString())).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("The plan must not be applied: ")
                .contains("to allow it: --allow 'weights:module.loadbalancer.aws_lb_listener.http[0]'");
    }

    @Test
    void theVerdictCanBeReadByPrograms() throws IOException {
        run(PLANS.resolve("seam-removed.json").toString(), "--output", "json");

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("passes").asBoolean(true)).isFalse();
        assertThat(json.path("refused").findValuesAsText("rule")).contains("weights", "capacity");
    }

    @Test
    void whatIsNoPlanExitsWithTwo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.bin"), "PK\u0003\u0004");

        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("terraform show -json plan.bin");
    }

    @Test
    void aMissingFileExitsWithTwo() {
        assertThat(run("nowhere.json")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file nowhere.json");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of("plan-guard"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}

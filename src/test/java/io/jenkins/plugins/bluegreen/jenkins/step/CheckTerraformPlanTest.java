package io.jenkins.plugins.bluegreen.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With real plans of Terraform. */
class CheckTerraformPlanTest {
    private static final Path PLANS = Path.of("src/test/resources/io/jenkins/plugins/bluegreen/terraform");

    private final Bedroom bedroom = new Bedroom();

    @BeforeEach
    void startController() {
        Build.startController(bedroom);
    }

    @Test
    void aPlanThatLeavesRunTimeStateAlonePasses() throws Exception {
        Build build = check("tags-changed.json", List.of());

        assertThat(build.result()).extractingByKey("sentence").asString().startsWith("The plan may be applied: ");
        assertThat(build.result()).extractingByKey("changes").isNotEqualTo(0);
    }

    @Test
    void aPlanThatWouldLoseTheDatabaseFailsAndSaysHowToLetItPass() throws Exception {
        Build build = check("database-replaced.json", List.of());

        assertThat(build.failure())
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("The plan must not be applied: ")
                .hasMessageContaining("aws_db_instance")
                .hasMessageContaining("to let it pass: allow: ['");
    }

    @Test
    void whatIsAllowedByItsNamePasses() throws Exception {
        String refusal = check("database-replaced.json", List.of()).failure().getMessage();
        List<String> keys = refusal.lines()
                .filter(line -> line.contains("allow: ['"))
                .map(line -> line.replaceFirst(".*\\['(.*)']", "$1"))
                .toList();

        Build build = check("database-replaced.json", keys);

        assertThat(build.result()).containsEntry("allowed", keys);
    }

    @Test
    void afterARestartTheFileIsReadAgain() throws Exception {
        Build build = new Build(bedroom).in(PLANS).run(new CheckTerraformPlanStep("tags-changed.json"));
        build.save();

        build.crashAndResume();
        bedroom.rig.time.runUntil(build::hasEnded, Duration.ofMinutes(1));

        assertThat(build.result()).containsKey("sentence");
    }

    @Test
    void aMissingFileAndOneThatIsNoPlanAreNamed() throws Exception {
        assertThat(check("nowhere.json", List.of()).failure())
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("there is no file nowhere.json in the workspace: write it by");

        Build build = new Build(bedroom).in(Path.of(".")).run(new CheckTerraformPlanStep("pom.xml"));
        bedroom.rig.time.runUntil(build::hasEnded, Duration.ofMinutes(1));
        assertThat(build.failure()).isInstanceOf(AbortException.class).hasMessageStartingWith("pom.xml: ");
    }

    private Build check(String plan, List<String> allowed) throws Exception {
        CheckTerraformPlanStep step = new CheckTerraformPlanStep(plan);
        step.setAllow(allowed);
        Build build = new Build(bedroom).in(PLANS).run(step);
        bedroom.rig.time.runUntil(build::hasEnded, Duration.ofMinutes(1));
        return build;
    }
}

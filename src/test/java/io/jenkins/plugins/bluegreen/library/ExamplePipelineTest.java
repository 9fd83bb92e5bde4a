package io.jenkins.plugins.bluegreen.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code Jenkinsfile.example}, as it stands. */
class ExamplePipelineTest {
    @Test
    void goesFromStagingToProductionBehindAPersonsWord() throws Exception {
        Pipeline pipeline = Pipeline.declarative().answered("grace", "go");
        pipeline.set("params", parameters(Map.of()));

        pipeline.run("Jenkinsfile.example");

        assertThat(names(pipeline))
                .containsExactly(
                        "blueGreenDeploy", "verifyHealth", "blueGreenDeploy", "input", "shiftTraffic", "verifyHealth");
        assertThat(pipeline.steps.get(2)).contains("environment=production", "until=verified");
        assertThat(pipeline.steps.get(4)).contains("environment=production", "evidence=0123456789abcdef");
    }

    @Test
    void buildsAndMigratesWhatItIsToldTo() throws Exception {
        Pipeline pipeline = Pipeline.declarative().answered("grace", "go");
        pipeline.set("params", parameters(Map.of("INFRASTRUCTURE", "infra/environments", "DATABASE_LOGIN", "db")));

        pipeline.run("Jenkinsfile.example");

        assertThat(names(pipeline)).containsSubsequence("checkTerraformPlan", "migrateDatabase", "blueGreenDeploy");
        assertThat(pipeline.steps)
                .filteredOn(step -> step.startsWith("blueGreenDeploy"))
                .hasSize(2)
                .allMatch(step -> step.contains("target={name=staging}"));
        assertThat(pipeline.steps)
                .filteredOn(step -> step.startsWith("migrateDatabase"))
                .containsExactly(
                        "migrateDatabase {environment=staging, phase=expand}",
                        "migrateDatabase {environment=production, phase=expand}");
    }

    private static List<String> names(Pipeline pipeline) {
        return pipeline.steps.stream().map(step -> step.split(" ")[0]).toList();
    }

    private static Map<String, Object> parameters(Map<String, Object> given) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "RELEASE", "2",
                "ARTIFACT", "",
                "PLAN", "100%:1s",
                "STAGING", "staging",
                "PRODUCTION", "production",
                "APPROVERS", "",
                "INFRASTRUCTURE", "",
                "STATE_BUCKET", "state",
                "DATABASE_LOGIN", ""));
        parameters.putAll(given);
        return parameters;
    }
}

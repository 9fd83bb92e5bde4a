package io.jenkins.plugins.bluegreen.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedLibraryTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anApprovalIsBoundToTheEvidenceThatWasShown(boolean cps) throws Exception {
        Pipeline pipeline = approval(cps, false).answered("grace", "looks right");

        assertThat(pipeline.run("approve.groovy"))
                .isEqualTo(Map.of("evidence", "0123456789abcdef", "approvedBy", "grace", "reason", "looks right"));
        assertThat(pipeline.steps.get(0))
                .contains("Give release v2 the traffic of production?")
                .contains("submitter:release-managers".replace(":", "="));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverStartedTheBuildCannotApproveIt(boolean cps) throws Exception {
        Pipeline pipeline = approval(cps, false).answered("ada", "my own").answered("grace", "looks right");

        assertThat((Map<?, ?>) pipeline.run("approve.groovy"))
                .extracting("approvedBy")
                .isEqualTo("grace");
        assertThat(pipeline.log.toString()).contains("ada started this build and cannot approve it");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unlessThatIsAllowed(boolean cps) throws Exception {
        Pipeline pipeline = approval(cps, true).answered("ada", "my own");

        assertThat((Map<?, ?>) pipeline.run("approve.groovy"))
                .extracting("approvedBy")
                .isEqualTo("ada");
    }

    @Test
    void aMisspeltFieldIsNamed() throws Exception {
        Pipeline pipeline = approval(false, false);

        assertThatThrownBy(() -> pipeline.run("mistake.groovy"))
                .hasMessageContaining("approveRelease does not know 'submiter'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNotificationTellsTheReceipt(boolean cps) throws Exception {
        Pipeline pipeline = new Pipeline(cps);
        pipeline.set("receipt", Pipeline.verified());

        pipeline.run("notify.groovy");

        assertThat(pipeline.steps)
                .singleElement()
                .asString()
                .contains("subject=production: release v2 succeeded")
                .contains("Seconds to deploy: 53.2")
                .doesNotContain("roll back")
                .contains("http://jenkins/job/7/")
                .doesNotContainPattern("\\{\\w+}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "true, 53.2, 4.1, \"ada\nSeconds to deploy: 53.2\nSeconds to roll back: 4.1\nWhy\"",
                "false, 0.0, 4.1, \"ada\nSeconds to roll back: 4.1\nWhy\"",
                "true, 0.0, 0.0, \"ada\nWhy\""
            })
    void aNotificationTellsOnlyTheTimesThatWereMeasured(boolean cps, double deploy, double back, String told)
            throws Exception {
        Map<String, Object> receipt = Pipeline.verified();
        receipt.putAll(Map.of("approvedBy", "ada", "deploySeconds", deploy, "rollbackSeconds", back));
        receipt.remove("receipt");
        Pipeline pipeline = new Pipeline(cps);
        pipeline.set("receipt", receipt);

        pipeline.run("notify.groovy");

        assertThat(pipeline.steps).singleElement().asString().contains("Approved by: " + told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeliveryGoesThroughEveryEnvironmentAndWaitsWhereApproversAreNamed(boolean cps) throws Exception {
        Pipeline pipeline = new Pipeline(cps).answered("grace", "go");

        pipeline.run("deliver.groovy");

        assertThat(pipeline.steps)
                .extracting(step -> step.substring(0, step.indexOf(' ')))
                .isEqualTo(List.of("blueGreenDeploy", "blueGreenDeploy", "input", "shiftTraffic"));
        assertThat(pipeline.steps.get(1)).contains("until=verified");
        assertThat(pipeline.steps.get(3))
                .contains("evidence=0123456789abcdef", "approvedBy=grace", "plan=50%:1s, 100%:1s");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void infrastructureIsPlannedCheckedAppliedAndItsOutputsReturned(boolean cps) throws Exception {
        Pipeline pipeline = new Pipeline(cps);

        Object outputs = pipeline.run("provision.groovy");

        assertThat(outputs).isEqualTo(Map.of("deployment_target", Map.of("name", "staging"), "dashboard", "https://d"));
        String terraform = "'terraform' -chdir='infra/bob'\\''s' ";
        assertThat(pipeline.steps)
                .containsExactly(
                        "sh " + terraform + "init -input=false -no-color -backend-config='bucket=state'",
                        "sh " + terraform + "plan -input=false -no-color -out=bluegreen.tfplan -var='name=staging'"
                                + " -var='zones=[\"a\",\"b\"]' -var-file='small.tfvars'",
                        "sh " + terraform + "show -json bluegreen.tfplan > 'infra/bob'\\''s/bluegreen-plan.json'",
                        "checkTerraformPlan {file=infra/bob's/bluegreen-plan.json, allow=[x:y]}",
                        "sh " + terraform + "apply -input=false -no-color bluegreen.tfplan",
                        "sh rm -f 'infra/bob'\\''s/bluegreen-plan.json' 'infra/bob'\\''s/bluegreen.tfplan'",
                        "sh {script=" + terraform + "output -no-color -json, returnStdout=true}");
        assertThat(pipeline.log).contains("The plan may be applied: 3 changes.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlanCanBeOnlyLookedAt(boolean cps) throws Exception {
        Pipeline pipeline = new Pipeline(cps);

        pipeline.run("planOnly.groovy");

        assertThat(pipeline.steps).noneMatch(step -> step.contains(" apply "));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void schedulesAreKeptForEveryEnvironment(boolean cps) throws Exception {
        Pipeline pipeline = new Pipeline(cps);

        assertThat(((Map<?, ?>) pipeline.run("autoStop.groovy")).keySet()).isEqualTo(Set.of("staging", "demo"));
        assertThat(pipeline.steps)
                .containsExactly(
                        "keepSchedule {schedule={stop=0 19 * * *, zone=UTC}, environment=staging}",
                        "keepSchedule {schedule={stop=0 19 * * *, zone=UTC}, environment=demo, roleArn=arn:aws:iam::1:role/x}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEnvironmentThatIsStuckDoesNotKeepTheOthersAwake(boolean cps) throws Exception {
        Pipeline pipeline = new Pipeline(cps);
        pipeline.stuck.add("staging");

        assertThatThrownBy(() -> pipeline.run("autoStop.groovy"))
                .hasMessageContaining("staging: environment staging is not asleep");
        assertThat(pipeline.steps).hasSize(2);
    }

    @Test
    void everyVariableHasItsHelpAndNoneHidesAStep() throws IOException {
        Set<String> steps = steps();
        try (Stream<Path> files = Files.list(Path.of("vars"))) {
            Map<Boolean, Set<String>> names = files.map(
                            file -> file.getFileName().toString())
                    .collect(Collectors.partitioningBy(
                            name -> name.endsWith(".groovy"),
                            Collectors.mapping(name -> name.substring(0, name.indexOf('.')), Collectors.toSet())));
            assertThat(names.get(true)).isNotEmpty().isEqualTo(names.get(false)).doesNotContainAnyElementsOf(steps);
        }
    }

    /** Names of the plugin's steps: each has a line with its name for people. */
    private static Set<String> steps() throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Path.of("src/main/resources/io/jenkins/plugins/bluegreen/jenkins/step/Messages.properties"))) {
            messages.load(reader);
        }
        Set<String> steps = messages.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".displayName"))
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        assertThat(steps).contains("blueGreenDeploy", "rollback");
        return steps;
    }

    private static Pipeline approval(boolean cps, boolean allowSelf) throws Exception {
        Pipeline pipeline = new Pipeline(cps);
        pipeline.set("deployment", Pipeline.verified());
        pipeline.set("allowSelf", allowSelf);
        return pipeline;
    }
}

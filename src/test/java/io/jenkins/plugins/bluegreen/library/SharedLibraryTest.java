package io.jenkins.plugins.bluegreen.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                .contains("http://jenkins/job/7/")
                .doesNotContainPattern("\\{\\w+}");
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

    @Test
    void everyVariableHasItsHelpAndNoneHidesAStep() throws IOException {
        Set<String> steps = Set.of(
                "blueGreenDeploy", "shiftTraffic", "verifyHealth", "rollback", "retireIdleSide", "environmentStatus");
        try (Stream<Path> files = Files.list(Path.of("vars"))) {
            Map<Boolean, Set<String>> names = files.map(
                            file -> file.getFileName().toString())
                    .collect(Collectors.partitioningBy(
                            name -> name.endsWith(".groovy"),
                            Collectors.mapping(name -> name.substring(0, name.indexOf('.')), Collectors.toSet())));
            assertThat(names.get(true)).isNotEmpty().isEqualTo(names.get(false)).doesNotContainAnyElementsOf(steps);
        }
    }

    private static Pipeline approval(boolean cps, boolean allowSelf) throws Exception {
        Pipeline pipeline = new Pipeline(cps);
        pipeline.set("deployment", Pipeline.verified());
        pipeline.set("allowSelf", allowSelf);
        return pipeline;
    }
}

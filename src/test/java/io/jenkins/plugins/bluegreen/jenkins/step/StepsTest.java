package io.jenkins.plugins.bluegreen.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepsTest {
    private static final Throwable ABORT = new FlowInterruptedException(Result.ABORTED, true);

    private final Bedroom bedroom = new Bedroom();
    private final Rig rig = bedroom.rig;
    private Controller controller;

    @BeforeEach
    void startController() {
        controller = Build.startController(bedroom);
    }

    @Test
    void aReleaseGetsAllTrafficAndTheStepReturnsItsReceipt() throws Exception {
        Build build = runToEnd(deploy("v2"));

        assertThat(build.result())
                .containsEntry("outcome", "SUCCEEDED")
                .containsEntry("release", "v2")
                .containsEntry("live", "green");
        assertThat(receipt(build)).containsEntry("by", build.name());
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
        assertThat(build.log()).contains("[blue-green] ").contains("asking for blue 80 / green 20");
    }

    @Test
    void aBadReleaseFailsTheBuildAndSaysWhy() throws Exception {
        rig.cloud.behave("v2", Behaviour.good("v2").turningBad(rig.time.now().plusSeconds(150), 60));

        Build build = runToEnd(deploy("v2"));

        assertThat(build.failure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("release v2 was taken back from shop: ");
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @Test
    void trafficWaitsForTheWord() throws Exception {
        runToEnd(deployUntilVerified("v2"));
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));

        ShiftTrafficStep shift = new ShiftTrafficStep();
        shift.setEnvironment("shop");
        runToEnd(shift);

        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void aShareHoldsUntilTheNextWord() throws Exception {
        runToEnd(deployUntilVerified("v2"));
        ShiftTrafficStep half = new ShiftTrafficStep();
        half.setEnvironment("shop");
        half.setTo(50);

        assertThat(runToEnd(half).result()).containsEntry("share", 50).containsEntry("outcome", "RUNNING");

        half.setTo(100);
        assertThat(runToEnd(half).result()).containsEntry("share", 100).containsEntry("outcome", "SUCCEEDED");
    }

    @Test
    void rollbackReturnsAllTraffic() throws Exception {
        runToEnd(deploy("v2"));

        Build back = runToEnd(rollback());

        assertThat(back.result()).containsEntry("outcome", "ROLLED_BACK");
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @Test
    void nothingToRollBackIsSaidPlainly() throws Exception {
        assertThat(runToEnd(rollback()).failure()).hasMessage("environment shop has no deployment under way");

        RollbackStep quiet = rollback();
        quiet.setOwnOnly(true);
        assertThat(runToEnd(quiet).result()).isEmpty();
    }

    @Test
    void aPostSectionLeavesTheDeploymentsOfOtherBuildsAlone() throws Exception {
        runToEnd(deployUntilVerified("v2"));
        RollbackStep own = rollback();
        own.setOwnOnly(true);

        assertThat(runToEnd(own).result()).isEmpty();
        assertThat(rig.phase(rig.store.recent("shop", 1).get(0))).isEqualTo(Phase.VERIFIED);
    }

    @Test
    void aHealthyEnvironmentIsReported() throws Exception {
        VerifyHealthStep verify = new VerifyHealthStep();
        verify.setEnvironment("shop");

        assertThat(runToEnd(verify).result()).containsEntry("healthy", true);
    }

    @Test
    void anUnhealthyEnvironmentFailsTheBuildAndSaysWhy() throws Exception {
        VerifyHealthStep verify = new VerifyHealthStep();
        verify.setEnvironment("shop");
        verify.setRelease("v9");

        assertThat(runToEnd(verify).failure())
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("environment shop is not healthy: ")
                .hasMessageContaining("v9");

        verify.setFailBuild(false);
        assertThat(runToEnd(verify).result()).containsEntry("healthy", false);
    }

    @Test
    void theStatusNamesTheLiveSideAndTheDeploymentUnderWay() throws Exception {
        runToEnd(deployUntilVerified("v2"));
        EnvironmentStatusStep status = new EnvironmentStatusStep();
        status.setEnvironment("shop");

        assertThat(runToEnd(status).result()).containsEntry("live", "blue").containsEntry("phase", "VERIFIED");
    }

    @Test
    void theIdleSideIsRetiredOnDemand() throws Exception {
        runToEnd(deploy("v2"));
        RetireIdleSideStep retire = new RetireIdleSideStep();
        retire.setEnvironment("shop");

        assertThat(runToEnd(retire).result()).containsEntry("phase", "SUCCEEDED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"PREPARING", "VERIFYING", "SHIFTING", "BAKING"})
    void aDeploymentGoesOnAfterTheControllerDiesIn(Phase phase) throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, phase);

        build.crashAndResume();
        runToEnd(build);

        assertThat(build.result()).containsEntry("outcome", "SUCCEEDED");
        assertThat(rig.store.recent("shop", 10)).hasSize(1);
        assertThat(build.log()).contains("going on after a restart of the controller");
    }

    @Test
    void aBuildThatWasSavedBeforeItsDeploymentBeganFindsItAgain() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        build.save();
        byte[] beforeTheDeployment = build.saved();
        runUntil(build, Phase.SHIFTING);

        build.crashAndResume(beforeTheDeployment);
        runToEnd(build);

        assertThat(build.result()).containsEntry("outcome", "SUCCEEDED");
        assertThat(rig.store.recent("shop", 10)).hasSize(1);
    }

    @Test
    void anAbortedBuildEndsWhenItsTrafficIsBack() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, Phase.SHIFTING);

        build.abort(ABORT);
        assertThat(build.hasEnded()).isFalse();
        runToEnd(build);

        assertThat(build.failure()).isSameAs(ABORT);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @Test
    void abortedTwiceTheBuildEndsAtOnceAndTheTrafficComesBackAllTheSame() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, Phase.SHIFTING);

        build.abort(ABORT);
        build.abort(ABORT);

        assertThat(build.failure()).isSameAs(ABORT);
        assertThat(rig.time.runUntil(
                        () -> rig.cloud.split(0).equals(TrafficSplit.allOn(Colour.BLUE)), Duration.ofHours(1)))
                .isTrue();
    }

    @Test
    void anAbortDuringRollbackAfterARestartIsStillAnAbort() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, Phase.SHIFTING);
        build.abort(ABORT);

        build.crashAndResume();
        runToEnd(build);

        assertThat(build.failure()).isInstanceOf(FlowInterruptedException.class);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @Test
    void theLogLinksToThePageOfTheDeployment() throws Exception {
        Build build = runToEnd(deploy("v2"));

        String id = (String) build.result().get("id");
        assertThat(build.log())
                .containsOnlyOnce("deployment " + id + ": http://jenkins/blue-green/environment/shop/deployment/" + id);
    }

    @Test
    void aDeploymentWhoseBuildIsDeletedIsFinishedByTheController() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, Phase.SHIFTING);
        build.delete();

        build.crashAndResume();
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(build.failure()).isInstanceOf(IOException.class);
        ControllerEngine.get().driveAll(line -> {});

        runUntil(build, Phase.KEEPING);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void anEnvironmentInUseIsRefusedByName() throws Exception {
        runToEnd(deployUntilVerified("v2"));

        Build second = runToEnd(deploy("v3"));

        assertThat(second.failure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("environment shop is busy: deployment ")
                .hasMessageContaining("v2")
                .hasMessageContaining("http://jenkins/blue-green/environment/shop/deployment/");
    }

    /** A build for release v3 that has waited for minutes, because v2 is verified and asks. */
    private Build waitingForItsTurn() throws Exception {
        runToEnd(deployUntilVerified("v2"));
        BlueGreenDeployStep patient = deploy("v3");
        patient.setWhenBusy("wait");
        Build second = new Build(bedroom).run(patient);
        rig.time.advance(Duration.ofMinutes(5));
        return second;
    }

    @Test
    void anEnvironmentInUseIsWaitedForWhereThatIsAskedFor() throws Exception {
        Build second = waitingForItsTurn();
        assertThat(second.hasEnded()).isFalse();

        runToEnd(rollback());
        runToEnd(second);

        assertThat(second.result()).containsEntry("release", "v3").containsEntry("outcome", "SUCCEEDED");
    }

    @Test
    void aBuildThatIsKilledTheHardWayWaitsNoLonger() throws Exception {
        Build second = waitingForItsTurn();

        second.kill();
        runToEnd(rollback());
        rig.time.advance(Duration.ofHours(2));

        assertThat(rig.store.recent("shop", 5)).hasSize(1);
    }

    @Test
    void theStatusSaysWhatIsWaitedFor() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, Phase.SHIFTING);

        assertThat(build.status()).startsWith("shifting");
    }

    @Test
    void mistakesAreNamedBeforeAnythingBegins() {
        BlueGreenDeployStep step = deploy("v2");
        step.setPlan("10%:30s, 50%");
        assertThatThrownBy(() -> new Build(bedroom).run(step)).hasMessageContaining("ends at 50%");

        BlueGreenDeployStep unknown = deploy("v2");
        unknown.setUntil("tomorrow");
        assertThatThrownBy(() -> new Build(bedroom).run(unknown))
                .hasMessage("until 'tomorrow' is unknown: write 'verified' or 'done'");

        BlueGreenDeployStep nowhere = new BlueGreenDeployStep("v2");
        assertThatThrownBy(() -> new Build(bedroom).run(nowhere)).hasMessageContaining("no environment is named");
    }

    @Test
    void whoActsOnADeploymentLendsItItsRightsAndWhoLooksDoesNot() throws Exception {
        BlueGreenDeployStep deploy = deployUntilVerified("v2");
        deploy.setCredentialsId("deployer");
        runToEnd(deploy);
        String id = rig.store.recent("shop", 1).get(0);
        EnvironmentStatusStep look = new EnvironmentStatusStep();
        look.setEnvironment("shop");
        look.setCredentialsId("reader");
        runToEnd(look);
        BlueGreenDeployStep second = deploy("v3");
        second.setCredentialsId("stranger");
        assertThat(runToEnd(second).failure()).hasMessageContaining(id);

        assertThat(controller.lent).containsExactly(id + " deployer");

        RollbackStep back = rollback();
        back.setCredentialsId("oncall");
        runToEnd(back);
        assertThat(controller.lent).containsExactly(id + " deployer", id + " oncall");

        rig.runTo(id, Phase.ROLLED_BACK);
        RollbackStep late = rollback();
        late.setDeployment(id);
        late.setCredentialsId("late");
        runToEnd(late);
        assertThat(controller.lent).containsExactly(id + " deployer", id + " oncall");
    }

    @Test
    void aControllerThatStopsEndsNoBuild() throws Exception {
        Build build = new Build(bedroom).run(deploy("v2"));
        runUntil(build, Phase.VERIFYING);
        Build beginning = new Build(bedroom);
        controller.stop();
        BlueGreenDeployStep other = deploy("v3");
        other.setWhenBusy("wait");
        beginning.run(other);
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(beginning.hasEnded()).isFalse();

        build.crashAndResume();
        runToEnd(build);

        assertThat(build.result()).containsEntry("outcome", "SUCCEEDED");
    }

    private static BlueGreenDeployStep deploy(String release) {
        BlueGreenDeployStep step = new BlueGreenDeployStep(release);
        step.setEnvironment("shop");
        return step;
    }

    private static BlueGreenDeployStep deployUntilVerified(String release) {
        BlueGreenDeployStep step = deploy(release);
        step.setUntil("verified");
        return step;
    }

    private static RollbackStep rollback() {
        RollbackStep step = new RollbackStep();
        step.setEnvironment("shop");
        step.setReason("the phone rang");
        return step;
    }

    private Build runToEnd(org.jenkinsci.plugins.workflow.steps.Step step) throws Exception {
        return runToEnd(new Build(bedroom).run(step));
    }

    private Build runToEnd(Build build) {
        assertThat(rig.time.runUntil(build::hasEnded, Duration.ofHours(6)))
                .as("the step ends\n" + build.log())
                .isTrue();
        return build;
    }

    private void runUntil(Build build, Phase phase) {
        assertThat(rig.time.runUntil(
                        () -> rig.store.recent("shop", 1).stream().anyMatch(id -> rig.phase(id) == phase),
                        Duration.ofHours(1)))
                .as("the deployment is " + phase + "\n" + build.log())
                .isTrue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> receipt(Build build) {
        return (Map<String, Object>) build.result().get("receipt");
    }
}

package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Database;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is restarted at every point where a build waits; the build goes on, and ends as it would have without. */
class WaitingPointsTest {
    private static final String DEPLOY =
            "blueGreenDeploy release: 'v2', environment: 'shop', plan: '50%:60s, 100%:60s'";
    private static final String DEPLOY_UNTIL_VERIFIED = "def verified = " + DEPLOY + ", until: 'verified'\n";

    private static Simulation simulation;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @BeforeEach
    void newCloud() {
        simulation = new Simulation();
    }

    @ParameterizedTest
    @EnumSource(names = {"PREPARING", "VERIFYING", "SHIFTING", "BAKING"})
    void aDeploymentGoesOn(Phase phase) throws Throwable {
        sessions.then(j -> {
            begin(j, DEPLOY);
            simulation.runTo(phase);
        });
        afterRestart(build -> {
            simulation.runTo(Phase.KEEPING);
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void theQuestionForApprovalIsStillAskedAndItsAnswerMovesTraffic() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = begin(
                    j,
                    DEPLOY_UNTIL_VERIFIED
                            + "input 'Shift?'\n"
                            + "shiftTraffic environment: 'shop', deployment: verified.id, evidence: verified.evidence.hash, plan: '50%:60s, 100%:60s'");
            simulation.runTo(Phase.VERIFIED);
            simulation.settle("the build asks", () -> isAsking(build));
        });
        simulation.loseController();
        sessions.then(j -> {
            WorkflowRun build = theBuild();
            simulation.settle("the build asks again", () -> isAsking(build));
            assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
            build.getAction(InputAction.class).getExecutions().get(0).proceed(null);
            simulation.pass("the shift has begun", () -> simulation.phase() == Phase.SHIFTING);
            simulation.runTo(Phase.KEEPING);
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHIFTING", "BAKING"})
    void aShiftGoesOn(Phase phase) throws Throwable {
        sessions.then(j -> {
            begin(
                    j,
                    DEPLOY_UNTIL_VERIFIED
                            + "shiftTraffic environment: 'shop', deployment: verified.id, evidence: verified.evidence.hash, plan: '50%:60s, 100%:60s'");
            simulation.runTo(Phase.VERIFIED);
            simulation.settle("the shift has begun", () -> simulation.phase() == Phase.SHIFTING);
            simulation.runTo(phase);
        });
        afterRestart(build -> {
            simulation.runTo(Phase.KEEPING);
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void aRollbackGoesOn() throws Throwable {
        sessions.then(j -> {
            begin(j, DEPLOY + "\nrollback environment: 'shop'");
            simulation.runTo(Phase.KEEPING);
            simulation.settle("traffic is on its way back", () -> simulation.phase() == Phase.ROLLING_BACK);
        });
        afterRestart(build -> {
            simulation.runTo(Phase.KEEPING);
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @ParameterizedTest
    @EnumSource
    void everyDurabilityIsEnoughForARestart(FlowDurabilityHint durability) throws Throwable {
        sessions.then(j -> {
            WorkflowJob job = job(j, DEPLOY);
            job.addProperty(new DurabilityHintJobProperty(durability));
            job.scheduleBuild2(0).waitForStart();
            simulation.runTo(Phase.SHIFTING);
        });
        afterRestart(build -> {
            simulation.runTo(Phase.KEEPING);
            end(build, Result.SUCCESS);
        });
    }

    /** The controller is lost between the abort and the order to go back: only the saved build knows of the abort. */
    @Test
    void anAbortedBuildStillTakesTrafficBack() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = begin(j, DEPLOY);
            simulation.runTo(Phase.SHIFTING);
            simulation.pass(
                    "half of the traffic has moved",
                    () -> simulation.rig().cloud.split(0).equals(TrafficSplit.share(Colour.GREEN, 50)));
            build.getExecution().interrupt(Result.ABORTED);
            // One thread tells the steps to stop and then answers this.
            build.getExecution().getCurrentExecutions(true).get();
            assertThat(simulation.phase()).isEqualTo(Phase.SHIFTING);
        });
        afterRestart(build -> {
            simulation.pass("the build has ended", () -> !build.isBuilding());
            end(build, Result.ABORTED);
        });
        assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @Test
    void aBuildStillWaitsForItsTurn() throws Throwable {
        sessions.then(j -> {
            simulation.deployUntilVerified(ControllerEngine.get().engine(), Release.of("v3"));
            WorkflowRun build = begin(j, DEPLOY + ", whenBusy: 'wait'");
            simulation.settle("the build waits", () -> JenkinsRule.getLog(build).contains("waiting: "));
        });
        afterRestart(build -> {
            String inTheWay = simulation.deployment();
            simulation.run(() -> simulation
                    .rig()
                    .command(ControllerEngine.get().engine(), inTheWay, new Command.RollBack("make way", "ada")));
            simulation.pass("the build has ended", () -> {
                driveInTheBackground();
                return !build.isBuilding();
            });
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.rig().cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void theIdleSideIsStillRetired() throws Throwable {
        sessions.then(j -> {
            begin(j, DEPLOY + "\nretireIdleSide environment: 'shop'");
            simulation.runTo(Phase.KEEPING);
            simulation.pass("the idle side drains", () -> simulation.phase() == Phase.DRAINING);
        });
        afterRestart(build -> {
            simulation.pass("the build has ended", () -> !build.isBuilding());
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void theKeepWindowEndsWithoutAnyBuild() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = begin(j, DEPLOY);
            simulation.runTo(Phase.KEEPING);
            end(build, Result.SUCCESS);
        });
        simulation.loseController();
        sessions.then(j -> {
            simulation.pass("the idle side is retired", () -> {
                driveInTheBackground();
                return simulation.phase() == Phase.SUCCEEDED;
            });
        });
    }

    @Test
    void anEnvironmentStillFallsAsleepAndWakes() throws Throwable {
        sessions.then(j -> {
            job(j, "stopEnvironment environment: 'shop'\nstartEnvironment environment: 'shop'")
                    .scheduleBuild2(0)
                    .waitForStart();
            simulation.pass(
                    "the database stops", () -> simulation.bedroom().databaseState() == Database.State.STOPPING);
        });
        afterRestart(build -> simulation.pass(
                "the database starts", () -> simulation.bedroom().databaseState() == Database.State.STARTING));
        afterRestart(build -> {
            simulation.pass("the build has ended", () -> !build.isBuilding());
            end(build, Result.SUCCESS);
        });
        assertThat(simulation.bedroom().databaseState()).isEqualTo(Database.State.AVAILABLE);
        assertThat(simulation.bedroom().instances()).isPositive();
    }

    /** What the plugin does every minute by the clock of Jenkins. */
    private static void driveInTheBackground() {
        simulation.run(() -> ControllerEngine.get().driveAll(line -> {}));
    }

    private WorkflowRun begin(JenkinsRule j, String script) throws Exception {
        WorkflowRun build = job(j, script).scheduleBuild2(0).waitForStart();
        simulation.deployment();
        return build;
    }

    private static WorkflowJob job(JenkinsRule j, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private void afterRestart(Then then) throws Throwable {
        simulation.loseController();
        sessions.then(j -> {
            WorkflowRun build = theBuild();
            simulation.settle("the build goes on", () -> JenkinsRule.getLog(build)
                    .contains("going on after a restart of the controller"));
            then.with(build);
        });
    }

    private static WorkflowRun theBuild() {
        return Jenkins.get().getItemByFullName("release", WorkflowJob.class).getLastBuild();
    }

    private static boolean isAsking(WorkflowRun build) throws Exception {
        InputAction action = build.getAction(InputAction.class);
        return action != null && !action.getExecutions().isEmpty();
    }

    private static void end(WorkflowRun build, Result result) throws Exception {
        simulation.settle("the build has ended", () -> !build.isBuilding());
        assertThat(build.getResult()).as(JenkinsRule.getLog(build)).isEqualTo(result);
    }

    private interface Then {
        void with(WorkflowRun build) throws Exception;
    }

    /** Stands in for the engine over AWS. */
    @TestExtension
    public static class Simulated extends SimulatedController {
        public Simulated() {
            super(simulation);
        }
    }

    /** Leaves the engine over AWS out. */
    @TestExtension
    public static class OnlyTheSimulation extends WithoutAws {}
}

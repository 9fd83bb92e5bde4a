package io.jenkins.plugins.bluegreen.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.jenkins.config.ApprovalPolicy;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds are started by ada. */
class ApprovalTest {
    private final Bedroom bedroom = new Bedroom();
    private final Rig rig = bedroom.rig;
    private Controller controller;

    @BeforeEach
    void startController() {
        controller = Build.startController(bedroom);
    }

    @Test
    void whoAnsweredIsReadFromTheBuildAndNotFromTheScript() throws Exception {
        String evidence = verified();

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, "grace"), shift(evidence));

        assertThat(receipt(build)).containsEntry("approvedBy", "grace (answered the question of " + build.name() + ")");
        assertThat(journal())
                .contains("approved by grace (answered the question of " + build.name() + ") on evidence "
                        + evidence.substring(0, 12));
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void aNameThatTheScriptMakesUpIsMarkedAsNotProved() throws Exception {
        String evidence = verified();
        ShiftTrafficStep shift = shift(evidence);
        shift.setApprovedBy("grace");

        Build build = runToEnd(new Build(bedroom), shift);

        assertThat(receipt(build)).containsEntry("approvedBy", "grace (" + build.name() + " says so, not proved)");
        assertThat(journal()).contains("approved by grace (" + build.name() + " says so, not proved) on evidence ");
    }

    @Test
    void anotherNameThanTheOneWhoAnsweredIsRefused() throws Exception {
        String evidence = verified();
        ShiftTrafficStep shift = shift(evidence);
        shift.setApprovedBy("grace");

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, "mallory"), shift);

        assertRefused(build, "approvedBy says grace, and it was mallory who answered");
    }

    @Test
    void anAnswerAboutAnotherEvidenceProvesNothing() throws Exception {
        controller.ask(new ApprovalPolicy(Set.of("shop"), false));
        String evidence = verified();

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + "0".repeat(64), "grace"), shift(evidence));

        assertRefused(build, "nobody was asked in this build about this evidence");
    }

    @Test
    void anAnswerOfSomebodyWhoHadNotLoggedInProvesNothing() throws Exception {
        controller.ask(new ApprovalPolicy(Set.of("shop"), false));
        String evidence = verified();

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, null), shift(evidence));

        assertRefused(build, "nobody was asked in this build about this evidence");
    }

    @Test
    void whereAnApprovalIsNeededAScriptCannotNameAnybody() throws Exception {
        controller.ask(new ApprovalPolicy(Set.of("shop"), false));
        String evidence = verified();
        ShiftTrafficStep shift = shift(evidence);
        shift.setApprovedBy("grace");

        assertRefused(runToEnd(new Build(bedroom), shift), "moves only by an approval that Jenkins itself has seen");
    }

    @Test
    void whereAnApprovalIsNeededADeploymentStopsBeforeTraffic() throws Exception {
        controller.ask(new ApprovalPolicy(Set.of("shop"), false));
        BlueGreenDeployStep deploy = new BlueGreenDeployStep("v2");
        deploy.setEnvironment("shop");

        assertRefused(runToEnd(new Build(bedroom), deploy), "give until: 'verified'");
        assertThat(rig.store.recent("shop", 1)).isEmpty();
    }

    @Test
    void whoeverStartedTheBuildCannotApproveIt() throws Exception {
        String evidence = verified();

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, "ada"), shift(evidence));

        assertRefused(build, "ada started this build and cannot approve it");
    }

    @Test
    void unlessThePipelineAllowsIt() throws Exception {
        String evidence = verified();
        ShiftTrafficStep shift = shift(evidence);
        shift.setAllowSelf(true);

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, "ada"), shift);

        assertThat(receipt(build)).containsEntry("approvedBy", "ada (answered the question of " + build.name() + ")");
    }

    @Test
    void whichCountsForNothingWhereAdministratorsAskForAnApproval() throws Exception {
        controller.ask(new ApprovalPolicy(Set.of("shop"), false));
        String evidence = verified();
        ShiftTrafficStep shift = shift(evidence);
        shift.setAllowSelf(true);

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, "ada"), shift);

        assertRefused(build, "ada started this build and cannot approve it: somebody else must");
    }

    @Test
    void anApprovalOfSomethingElseMovesNothing() throws Exception {
        verified();
        String other = "0".repeat(64);

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + other, "grace"), shift(other));

        assertRefused(build, "approve again");
    }

    @Test
    void anApprovalThatComesTooLateMovesNothing() throws Exception {
        String evidence = verified();
        // Nobody drives while the controller is away, so nothing has been taken back yet.
        rig.time.forgetTasks();
        rig.time.advance(Duration.ofHours(25));
        controller = Build.startController(bedroom);

        Build build = runToEnd(new Build(bedroom).answered("Evidence" + evidence, "grace"), shift(evidence));

        assertRefused(build, "that was to be approved within 24h, which are over");
    }

    private void assertRefused(Build build, String why) {
        assertThat(build.failure()).isInstanceOf(AbortException.class).hasMessageContaining(why);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    /** Brings a release up to the approval; the hash of what is to be approved. */
    @SuppressWarnings("unchecked")
    private String verified() throws Exception {
        BlueGreenDeployStep deploy = new BlueGreenDeployStep("v2");
        deploy.setEnvironment("shop");
        deploy.setUntil("verified");
        Map<String, Object> result = runToEnd(new Build(bedroom), deploy).result();
        return (String) ((Map<String, Object>) result.get("evidence")).get("hash");
    }

    private static ShiftTrafficStep shift(String evidence) {
        ShiftTrafficStep step = new ShiftTrafficStep();
        step.setEnvironment("shop");
        step.setEvidence(evidence);
        return step;
    }

    private Build runToEnd(Build build, Step step) throws Exception {
        build.run(step);
        assertThat(rig.time.runUntil(build::hasEnded, Duration.ofHours(6)))
                .as("the step ends\n" + build.log())
                .isTrue();
        return build;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> receipt(Build build) {
        return (Map<String, Object>) build.result().get("receipt");
    }

    private String journal() {
        StringBuilder journal = new StringBuilder();
        for (Event event : rig.stored(rig.store.recent("shop", 1).get(0)).journal()) {
            journal.append(event.sentence()).append('\n');
        }
        return journal.toString();
    }
}

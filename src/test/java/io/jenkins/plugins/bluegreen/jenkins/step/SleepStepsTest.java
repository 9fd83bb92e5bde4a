package io.jenkins.plugins.bluegreen.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Monday, 2 March 2026, 09:00 UTC, until something takes time. */
class SleepStepsTest {
    private final Bedroom bedroom = new Bedroom();

    @BeforeEach
    void startController() {
        Build.startController(bedroom);
    }

    @Test
    void anEnvironmentGoesToSleepWithItsDatabaseAndWakesAtTheSizeItHad() throws Exception {
        assertThat(runToEnd(stop()).result()).containsEntry("state", "asleep").containsEntry("environment", "shop");
        assertThat(bedroom.instances()).isZero();
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.STOPPED);

        Build woken = runToEnd(start());

        assertThat(woken.result()).containsEntry("state", "awake");
        assertThat((Double) woken.result().get("seconds")).isGreaterThan(200);
        assertThat(bedroom.instances()).isEqualTo(2);
        assertThat(woken.log()).contains("waiting for database shop-db to be available");
    }

    @Test
    void afterTheControllerDiedHalfWayTheStepFinishesWhatItHadBegun() throws Exception {
        Build build = new Build(bedroom).run(stop());
        assertThat(bedroom.rig.time.runUntil(() -> bedroom.instances() == 0, Duration.ofHours(1)))
                .isTrue();
        build.save();

        build.crashAndResume();
        runToEnd(build);

        assertThat(build.result()).containsEntry("state", "asleep");
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.STOPPED);
        assertThat(build.log())
                .contains("going on after a restart of the controller")
                .contains("waiting: environment shop is being changed by");
    }

    @Test
    void nothingIsStoppedDuringADeployment() throws Exception {
        runToEnd(deployUntilVerified());

        Build build = runToEnd(stop());

        assertThat(build.failure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("of environment shop, asked for by shop/deploy #")
                .hasMessageContaining("is verified: stop it when that has ended");
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.AVAILABLE);
    }

    @Test
    void aStopCanWaitForTheDeploymentToEnd() throws Exception {
        runToEnd(deployUntilVerified());
        StopEnvironmentStep patient = stop();
        patient.setWhenBusy("wait");
        Build build = new Build(bedroom).run(patient);
        bedroom.rig.time.advance(Duration.ofMinutes(5));
        assertThat(build.hasEnded()).isFalse();
        assertThat(build.log().lines()).hasSize(1).allMatch(line -> line.contains("waiting: deployment "));

        RollbackStep back = new RollbackStep();
        back.setEnvironment("shop");
        runToEnd(back);
        runToEnd(build);

        assertThat(build.result()).containsEntry("state", "asleep");
    }

    @Test
    void anAbortedBuildEndsAtOnceAndTheEnvironmentFallsAsleepAllTheSame() throws Exception {
        Build build = new Build(bedroom).run(stop());
        Throwable abort = new FlowInterruptedException(Result.ABORTED, true);
        bedroom.rig.time.advance(Duration.ofSeconds(2));

        build.abort(abort);
        build.abort(abort);

        assertThat(build.failure()).isSameAs(abort);
        assertThat(build.log()).contains("goes on in the background");
        assertThat(bedroom.rig.time.runUntil(
                        () -> bedroom.databaseState() == Database.State.STOPPED, Duration.ofHours(1)))
                .isTrue();
    }

    @Test
    void aDatabaseThatDoesNotStopIsAFailureWithASentence() throws Exception {
        bedroom.databaseIs(Database.State.BROKEN);

        assertThat(runToEnd(stop()).failure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("environment shop is not asleep: database shop-db is broken");
    }

    @Test
    void aScheduleIsKeptAndSaysWhatItDid() throws Exception {
        assertThat(runToEnd(schedule("0 8 * * *", "0 9 * * *")).result()).containsEntry("wish", "");

        Build build = runToEnd(schedule("30 8 * * *", "0 7 * * *"));

        assertThat(build.result())
                .containsEntry("wish", "stop")
                .extractingByKey("reason")
                .asString()
                .contains("08:30");
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.STOPPED);
    }

    @Test
    void whatIsKeptAwakeIsNotStoppedByASchedule() throws Exception {
        StartEnvironmentStep start = start();
        start.setKeepAwake("4h");
        runToEnd(start);

        Build build = runToEnd(schedule("30 8 * * *", ""));

        assertThat(build.result())
                .containsEntry("wish", "")
                .extractingByKey("reason")
                .asString()
                .contains("awake until");
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.AVAILABLE);
        assertThat(Instant.parse(bedroom.notes.get("asg-blue").get("bluegreen:awake-until")))
                .isEqualTo(Instant.parse("2026-03-02T13:00:00Z"));
    }

    @Test
    void mistakesAreNamedBeforeAnythingBegins() {
        StartEnvironmentStep start = start();
        start.setKeepAwake("long");
        assertThatThrownBy(() -> new Build(bedroom).run(start)).hasMessageContaining("'long' is not a length of time");

        StartEnvironmentStep nameless = start();
        nameless.setArtifact("s3://releases/1.tar.gz");
        assertThatThrownBy(() -> new Build(bedroom).run(nameless)).hasMessageContaining("name it by release:");

        KeepScheduleStep noZone = new KeepScheduleStep();
        noZone.setEnvironment("shop");
        noZone.setSchedule(Map.of("stop", "0 19 * * *"));
        assertThatThrownBy(() -> new Build(bedroom).run(noZone)).hasMessageContaining("schedule.zone is missing");

        KeepScheduleStep misspelt = new KeepScheduleStep();
        misspelt.setEnvironment("shop");
        misspelt.setSchedule(Map.of("stop", "0 19 * * *", "zone", "UTC", "holliday", "2026-12-25"));
        assertThatThrownBy(() -> new Build(bedroom).run(misspelt)).hasMessageContaining("holliday");
    }

    @Test
    void anEnvironmentWithoutAScheduleSaysHowToGiveOne() throws Exception {
        KeepScheduleStep keep = new KeepScheduleStep();
        keep.setEnvironment("shop");

        assertThat(runToEnd(keep).failure()).hasMessageStartingWith("environment shop has no schedule: give one");
    }

    private static StopEnvironmentStep stop() {
        StopEnvironmentStep step = new StopEnvironmentStep();
        step.setEnvironment("shop");
        return step;
    }

    private static StartEnvironmentStep start() {
        StartEnvironmentStep step = new StartEnvironmentStep();
        step.setEnvironment("shop");
        return step;
    }

    private static KeepScheduleStep schedule(String stop, String start) {
        KeepScheduleStep step = new KeepScheduleStep();
        step.setEnvironment("shop");
        step.setSchedule(Map.of("stop", stop, "start", start, "zone", "UTC", "holidays", List.of("2026-12-25")));
        return step;
    }

    private static BlueGreenDeployStep deployUntilVerified() {
        BlueGreenDeployStep step = new BlueGreenDeployStep("v2");
        step.setEnvironment("shop");
        step.setUntil("verified");
        return step;
    }

    private Build runToEnd(Step step) throws Exception {
        return runToEnd(new Build(bedroom).run(step));
    }

    private Build runToEnd(Build build) {
        assertThat(bedroom.rig.time.runUntil(build::hasEnded, Duration.ofHours(6)))
                .as("the step ends\n" + build.log())
                .isTrue();
        return build;
    }
}

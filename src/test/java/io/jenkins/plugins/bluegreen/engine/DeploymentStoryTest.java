package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentStoryTest {
    private static final String PLAN = "10%:30s, 50%:30s, 100%:60s";

    private Rig rig = new Rig();

    @AfterEach
    void noInvariantWasBroken() {
        assertThat(rig.cloud.violations().found()).isEmpty();
    }

    @Test
    void aGoodReleaseTakesOverStepByStepAndTheOldSideIsRetired() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);

        Deployment end = rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
        assertThat(rig.cloud.reading(Colour.GREEN).ready(end.order().release())).isEqualTo(2);
        assertThat(rig.cloud.reading(Colour.BLUE).isEmpty()).isTrue();
        assertThat(rig.cloud.isHeld(Colour.BLUE) || rig.cloud.isHeld(Colour.GREEN))
                .isFalse();
        assertThat(phases())
                .containsExactly(
                        "preparing",
                        "verifying",
                        "verified",
                        "shifting",
                        "baking",
                        "keeping",
                        "draining",
                        "retiring",
                        "succeeded");
    }

    @Test
    void theLiveSidesBoundsGoWithTheTraffic() {
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.SUCCEEDED);
        assertThat(rig.cloud.reading(Colour.GREEN).capacity().min()).isEqualTo(1);
        assertThat(rig.cloud.reading(Colour.GREEN).capacity().max()).isEqualTo(10);
    }

    @Test
    void itIsDoneForItsCallerInUnderFiveMinutes() {
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);
        Receipt receipt = Receipts.of(rig.stored(id), Tally.NONE, rig.time.now());
        assertThat(receipt.deploy()).isLessThan(Duration.ofMinutes(5)).isGreaterThan(Duration.ofSeconds(120));
        assertThat(receipt.outcome()).isEqualTo("SUCCEEDED");
        assertThat(receipt.propagation()).hasSize(3).allSatisfy(lag -> assertThat(lag)
                .isLessThan(Duration.ofSeconds(8)));
        assertThat(receipt.tally().failures()).isZero();
    }

    @Test
    void aShareIsHeldFromWhenItWasFirstSeenSoThatBeingCertainOfItCostsNoTime() {
        Rig swift = new Rig(SimulatedCloud.Shape.ordinary().withLags(Duration.ZERO, Duration.ZERO));
        String id = swift.deploy(swift.controller(), "r2", "10%:30s, 50%:30s, 100%:60s");
        Instant shifting = swift.runTo(id, Phase.SHIFTING).since();
        Instant kept = swift.runTo(id, Phase.KEEPING).since();

        // The settle floor alone is 5 s for each of the three writes.
        assertThat(Duration.between(shifting, kept)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(123));
    }

    @Test
    void aReleaseThatTurnsBadAtTenPercentIsTakenBack() {
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now().plusSeconds(60), 100));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        Deployment end = rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(end.failure()).startsWith("probes:").contains("500 from green");
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
        assertThat(rig.cloud.reading(Colour.GREEN).isEmpty()).isTrue();
        assertThat(rig.cloud.isHeld(Colour.BLUE) || rig.cloud.isHeld(Colour.GREEN))
                .isFalse();
    }

    @Test
    void aReleaseThatIsBadForUsersButNotInThePreviewIsTakenBackWithinSeconds() {
        rig.cloud.behave(
                "r2", Behaviour.good("r2").turningBad(rig.time.now(), 100).forUsersOnly());
        String id = rig.deploy(rig.controller(), "r2", "10%:10m, 100%:1m");
        Instant shifting = rig.runTo(id, Phase.SHIFTING).since();
        Deployment back = rig.runTo(id, Phase.ROLLING_BACK);

        assertThat(back.failure()).startsWith("probes:").contains("in live traffic");
        assertThat(Duration.between(shifting, back.since())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aRollbackTakesNoLongerThanTheBoundThatWasPrinted() {
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now().plusSeconds(150), 60));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.ROLLED_BACK);
        Receipt receipt = Receipts.of(rig.stored(id), Tally.NONE, rig.time.now());
        Duration bound = rig.ticks.stream()
                .filter(tick -> tick.deployment().phase() == Phase.ROLLING_BACK)
                .findFirst()
                .orElseThrow()
                .rollbackBound();
        assertThat(receipt.rollback()).isPositive().isLessThanOrEqualTo(bound);
    }

    @Test
    void aBadReleaseNeverGetsTrafficWhenItIsBadFromTheStart() {
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now(), 100));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        Deployment end = rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(rig.cloud.writes()).isZero();
        assertThat(end.failure()).startsWith("gave up verifying after 2m");
    }

    @Test
    void aReleaseThatCallsItselfSomethingElseNeverGetsTraffic() {
        rig.cloud.behave("r2", Behaviour.good("r2").callingItself("r1"));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        assertThat(rig.runTo(id, Phase.ROLLED_BACK).failure()).contains("release r1 instead of r2");
        assertThat(rig.cloud.writes()).isZero();
    }

    @Test
    void aReleaseSlowerThanTheLimitNeverGetsTraffic() {
        rig.cloud.behave("r2", Behaviour.good("r2").answeringIn(Duration.ofMillis(450)));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        assertThat(rig.runTo(id, Phase.ROLLED_BACK).failure()).contains("450 ms, the limit is 200 ms");
    }

    @Test
    void anAlarmDuringTheBakeTakesTheReleaseBack() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.alarm("5xx", AlarmReading.State.ALARM);
        assertThat(rig.runTo(id, Phase.ROLLED_BACK).failure()).isEqualTo("alarms: in ALARM: 5xx");
    }

    @Test
    void nothingBeginsWhileAnAlarmRings() {
        rig.cloud.alarm("5xx", AlarmReading.State.ALARM);
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        Deployment end = rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(end.reason()).isEqualTo("refused, and nothing was changed: in ALARM: 5xx");
        assertThat(rig.cloud.reading(Colour.GREEN).capacity().desired()).isZero();
    }

    @Test
    void stickinessLongerThanTheOldSideLivesIsRefused() {
        rig.cloud.stickinessIs(Duration.ofDays(1));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        assertThat(rig.runTo(id, Phase.ROLLED_BACK).reason())
                .contains("stickiness of 24h is longer than the old side lives");
    }

    @Test
    void aReleaseThatTheSchemaDoesNotFitIsRefused() {
        rig.cloud.schemaIs(3);
        Engine engine = rig.controller();
        Release release = new Release("r2", "", "", new SchemaRange(4, 5));
        String id = engine.begin(new Request(rig.cloud.environment(), release, Plan.DEFAULT, false, "test"))
                .id();
        rig.drive(engine, id);
        assertThat(rig.runTo(id, Phase.ROLLED_BACK).reason())
                .contains(
                        "release r2 does not run on schema version 3 (it declares 4 to 5); run its expand migrations first");
    }

    @Test
    void aVerifiedDeploymentWaitsForTheWordAndMovesWhenItComes() {
        Engine engine = rig.controller();
        String id = waiting(engine);
        rig.time.advance(Duration.ofMinutes(30));
        assertThat(rig.phase(id)).isEqualTo(Phase.VERIFIED);
        String hash = rig.deployment(id).evidence().orElseThrow().hash();

        rig.command(engine, id, new Command.Shift(Plan.parse(PLAN), hash, "looks good", "anna"));

        rig.runTo(id, Phase.SUCCEEDED);
        assertThat(Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).approvedBy())
                .isEqualTo("anna");
    }

    @Test
    void anApprovalForOtherEvidenceIsRefused() {
        Engine engine = rig.controller();
        String id = waiting(engine);
        assertThatThrownBy(() -> engine.command(
                        "shop", id, new Command.Shift(Plan.DEFAULT, "0123456789abcdef", "looks good", "anna")))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("approve again");
        assertThat(rig.cloud.writes()).isZero();
    }

    @Test
    void anApprovalLapsesWhenATargetWasReplacedMeanwhile() {
        Engine engine = rig.controller();
        String id = waiting(engine);
        String hash = rig.deployment(id).evidence().orElseThrow().hash();
        rig.cloud.lose(Colour.GREEN, 0);
        rig.time.advance(Duration.ofMinutes(5));

        rig.command(engine, id, new Command.Shift(Plan.DEFAULT, hash, "looks good", "anna"));
        rig.time.advance(Duration.ofMinutes(1));

        assertThat(rig.phase(id)).isEqualTo(Phase.VERIFIED);
        assertThat(rig.deployment(id).reason()).contains("no longer what was approved: green targets was");
        assertThat(rig.deployment(id).evidence().orElseThrow().hash()).isNotEqualTo(hash);
        assertThat(rig.cloud.writes()).isZero();
    }

    @Test
    void anApprovalThatNeverComesEndsOnTheOldSide() {
        String id = waiting(rig.controller());
        Deployment end = rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(end.failure()).startsWith("gave up verified after 24h");
        assertThat(rig.cloud.reading(Colour.GREEN).isEmpty()).isTrue();
    }

    @Test
    void aShiftToAShareHoldsThereUntilItIsToldToGoOn() {
        Engine engine = rig.controller();
        String id = waiting(engine);
        rig.command(engine, id, new Command.Shift(Plan.parse("50%"), "", "", "pipeline"));
        rig.time.advance(Duration.ofMinutes(20));
        assertThat(rig.cloud.split(0)).isEqualTo(new TrafficSplit(50, 50));
        assertThat(Resting.isHoldingAtShare(rig.deployment(id))).isTrue();

        rig.command(engine, id, new Command.Shift(Plan.parse("100%:10s"), "", "", "pipeline"));
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void aRollbackDuringTheKeepWindowNeedsNoNewInstances() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);
        rig.time.advance(Duration.ofMinutes(5));
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.runTo(id, Phase.KEEPING);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
        assertThat(Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).rollback())
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aRollbackWhileTheOldSideIsGoingBringsItToSizeFirst() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.RETIRING);
        rig.time.advance(Duration.ofSeconds(3));
        rig.command(engine, id, new Command.RollBack("too late?", "bob"));
        rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
        assertThat(rig.cloud.reading(Colour.BLUE).healthy()).isEqualTo(2);
    }

    @Test
    void aStrangersWeightsHaltAndAreNeverOverwritten() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.SHIFTING);
        rig.time.advance(Duration.ofSeconds(20));
        rig.cloud.strangerWrites(0, new TrafficSplit(70, 30));
        Deployment halted = rig.runTo(id, Phase.HALTED);
        assertThat(halted.reason())
                .contains("is at blue 70 / green 30")
                .contains("Adopt")
                .contains("restore")
                .contains("abort");
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.cloud.split(0)).isEqualTo(new TrafficSplit(70, 30));
    }

    @Test
    void restoreGoesOnWithWhatTheDeploymentHadAsked() {
        Engine engine = rig.controller();
        String id = haltedByStranger(engine, new TrafficSplit(70, 30));
        rig.cloud.allowOverwriting();
        Deployment restored = rig.command(engine, id, new Command.Restore("anna"));
        assertThat(Resting.isAtRest(restored))
                .as("the weights have not been put back yet")
                .isFalse();
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void adoptHoldsAtTheStrangersShare() {
        Engine engine = rig.controller();
        String id = haltedByStranger(engine, new TrafficSplit(70, 30));
        rig.command(engine, id, new Command.Adopt("anna"));
        rig.time.advance(Duration.ofMinutes(2));
        assertThat(Resting.isHoldingAtShare(rig.deployment(id))).isTrue();
        rig.cloud.allowOverwriting();
        rig.command(engine, id, new Command.Shift(Plan.parse("100%:10s"), "", "", "anna"));
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void adoptOfEverythingBackEndsAsARollback() {
        Engine engine = rig.controller();
        String id = haltedByStranger(engine, TrafficSplit.allOn(Colour.BLUE));
        rig.command(engine, id, new Command.Adopt("anna"));
        assertThat(rig.runTo(id, Phase.ROLLED_BACK).failure()).contains("anna adopted that all traffic is back");
    }

    @Test
    void abortTakesEverythingBack() {
        Engine engine = rig.controller();
        String id = haltedByStranger(engine, new TrafficSplit(70, 30));
        rig.cloud.allowOverwriting();
        rig.command(engine, id, new Command.Abort("anna"));
        rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    @Test
    void bothSidesUnhealthyCallsAPerson() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.sicken(Colour.BLUE, true);
        rig.cloud.sicken(Colour.GREEN, true);
        assertThat(rig.runTo(id, Phase.HALTED).reason()).startsWith("neither side has a healthy target");
        rig.cloud.sicken(Colour.BLUE, false);
        rig.command(engine, id, new Command.Restore("anna"));
        rig.runTo(id, Phase.ROLLED_BACK);
    }

    @Test
    void aSecondDeploymentIsRefusedWhileOneIsUnderWay() {
        Engine engine = rig.controller();
        rig.deploy(engine, "r2", PLAN);
        rig.time.advance(Duration.ofSeconds(5));
        assertThatThrownBy(() -> rig.begin(rig.controller(), "r3", PLAN))
                .hasMessageContaining("is being changed by controller-1");
        engine.close();
        assertThatThrownBy(() -> rig.begin(rig.controller(), "r3", PLAN))
                .isInstanceOf(EnvironmentBusyException.class)
                .hasMessageContaining("of release r2 is preparing");
    }

    @Test
    void theNextDeploymentEndsTheKeepWindowOfTheOneBefore() {
        Engine engine = rig.controller();
        String first = rig.deploy(engine, "r2", PLAN);
        rig.runTo(first, Phase.KEEPING);
        var free = engine.whenFree("shop", "next", progress -> {});
        assertThat(rig.time.runUntil(free::isDone, Duration.ofMinutes(9))).isTrue();
        String second = rig.deploy(engine, "r3", PLAN);
        rig.runTo(second, Phase.SUCCEEDED);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
        assertThat(rig.deployment(second).order().previous().id()).isEqualTo("r2");
    }

    @Test
    void threeRulesMoveTogether() {
        rig = new Rig(SimulatedCloud.Shape.ordinary().withRules(3));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);
        assertThat(rig.cloud.allRulesAgree()).isTrue();
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void aMinuteOfPropagationLagIsWaitedForAndMeasured() {
        rig = new Rig(SimulatedCloud.Shape.ordinary().withLags(Duration.ZERO, Duration.ofSeconds(60)));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.SUCCEEDED);
        assertThat(rig.deployment(id).traffic().longestLag()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(75));
    }

    @Test
    void withTheGateOffAndShortTimersALaggingNodeLosesItsTargets() {
        Settings hasty = Settings.DEFAULT.with(io.jenkins.plugins.bluegreen.model.Timing.DEFAULT.withFloors(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5)));
        SimulatedCloud.Shape lagging = SimulatedCloud.Shape.ordinary().withLags(Duration.ZERO, Duration.ofSeconds(30));
        Rig guarded = new Rig(lagging.with(hasty));
        Rig blind = new Rig(lagging.with(hasty.withPropagationGate(false)));
        for (Rig each : List.of(guarded, blind)) {
            each.runTo(each.deploy(each.controller(), "r2", "50%:1s, 100%:1s"), Phase.SUCCEEDED);
        }
        assertThat(guarded.cloud.violations().found()).isEmpty();
        assertThat(blind.cloud.violations().found()).anyMatch(sentence -> sentence.startsWith("3: blue lost capacity"));
    }

    private String waiting(Engine engine) {
        String id = engine.begin(new Request(rig.cloud.environment(), Release.of("r2"), Plan.parse(PLAN), true, "test"))
                .id();
        rig.drive(engine, id);
        rig.runTo(id, Phase.VERIFIED);
        return id;
    }

    private String haltedByStranger(Engine engine, TrafficSplit split) {
        String id = rig.deploy(engine, "r2", PLAN);
        rig.time.runUntil(() -> rig.cloud.split(0).equals(new TrafficSplit(50, 50)), Duration.ofHours(1));
        rig.time.advance(Duration.ofSeconds(10));
        rig.cloud.strangerWrites(0, split);
        rig.runTo(id, Phase.HALTED);
        return id;
    }

    private List<String> phases() {
        return rig.log.stream()
                .filter(line -> line.matches("[a-z ]+: .*"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .filter(word -> List.of(Phase.values()).stream()
                        .anyMatch(phase -> phase.words().equals(word)))
                .collect(Collectors.toList());
    }
}

package io.jenkins.plugins.bluegreen.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SleepingTest {
    private final Night night = new Night();

    @Test
    void theDatabaseStopsOnlyWhenNothingIsLeftThatCouldAskIt() {
        night.run(Wish.ASLEEP);

        night.assertAsleep();
        assertThat(night.room.order)
                .containsExactly(
                        "notes [bluegreen:awake-size]",
                        "notes [bluegreen:sleep]",
                        "blue to 0",
                        "database stops, 0 instances",
                        "notes [bluegreen:sleep]");
    }

    @Test
    void theDatabaseIsAvailableBeforeTheFirstInstanceStarts() {
        night.run(Wish.ASLEEP);
        night.room.order.clear();

        Sleeping.Outcome outcome = night.run(Wish.AWAKE);

        night.assertAwake();
        assertThat(outcome.how()).startsWith("verified awake");
        assertThat(night.room.order)
                .containsExactly(
                        "notes [bluegreen:sleep]",
                        "database starts",
                        "blue to " + night.size().desired(),
                        "notes [bluegreen:sleep]",
                        "forgets [bluegreen:awake-size]");
        assertThat(night.said).anyMatch(sentence -> sentence.contains("shop-db to be available; it is starting"));
    }

    @Test
    void whatIsSoAlreadyIsDoneAtOnce() {
        night.run(Wish.ASLEEP);
        night.room.order.clear();

        assertThat(night.bring(Wish.ASLEEP)).isCompleted();
        assertThat(night.room.order).isEmpty();

        night.run(Wish.AWAKE);
        night.room.order.clear();
        night.run(Wish.AWAKE);
        assertThat(night.room.order).isEmpty();
    }

    @Test
    void anotherControllerWakesWhatADeadOnePutToSleep() {
        for (int change = 1; change <= 5; change++) {
            for (boolean after : new boolean[] {false, true}) {
                Night next = new Night();
                next.crash(Wish.ASLEEP, change, after);
                next.run(Wish.ASLEEP);
                next.assertAsleep();
                next.run(Wish.AWAKE);
                next.assertAwake();
            }
        }
    }

    @Test
    void aControllerThatDiesWhileWakingIsReplaced() {
        for (int change = 1; change <= 5; change++) {
            for (boolean after : new boolean[] {false, true}) {
                Night story = new Night();
                story.run(Wish.ASLEEP);
                story.crash(Wish.AWAKE, change, after);
                story.run(Wish.AWAKE);
                story.assertAwake();
            }
        }
    }

    @Test
    void aChangedMindHalfWayIsFollowed() {
        night.crash(Wish.ASLEEP, 3, true);

        night.run(Wish.AWAKE);

        night.assertAwake();
    }

    @Test
    void itIsRefusedWhileADeploymentIsUnderWayAndNothingIsChanged() {
        Engine engine = night.room.rig.controller();
        String id = night.room.rig.deploy(engine, "2.0.0", "100%:60s");
        night.room.rig.runTo(id, Phase.KEEPING);

        assertThatThrownBy(() -> night.bring(Wish.ASLEEP))
                .isInstanceOfAny(SleepRefusedException.class, LeaseHeldException.class);
        assertThat(night.room.order).isEmpty();
    }

    @Test
    void aDeploymentThatNobodyDrivesIsInTheWayToo() {
        String id = night.room
                .rig
                .begin(night.room.rig.controller(), "2.0.0", "100%:60s")
                .id();

        assertThatThrownBy(() -> night.bring(Wish.ASLEEP))
                .isInstanceOf(SleepRefusedException.class)
                .hasMessageContaining(id)
                .hasMessageContaining("bluegreen retire");
        assertThat(night.room.rig.leases.current("shop")).isEmpty();
    }

    @Test
    void noDeploymentBeginsWhileItFallsAsleep() {
        CompletableFuture<Sleeping.Outcome> ended = night.bring(Wish.ASLEEP);
        night.room.rig.time.runUntil(() -> night.room.instances() == 0, Duration.ofHours(1));
        assertThat(ended).isNotDone();

        assertThatThrownBy(() -> night.room.rig.begin(night.room.rig.controller(), "2.0.0", "100%:60s"))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("/stop-1");
    }

    @Test
    void aSizeThatNobodyRememberedIsTheUsualOne() {
        night.room.rig.cloud.world().fleet().resize(night.room.shop.environment(), Colour.BLUE, new Capacity(0, 10, 0));

        night.run(Wish.AWAKE);

        assertThat(night.room.rig.cloud.reading(Colour.BLUE).capacity()).isEqualTo(new Capacity(1, 10, 1));
        assertThat(night.mark()).isEqualTo(Mark.State.AWAKE);
    }

    @Test
    void aDatabaseThatStartedByItselfIsStoppedAgain() {
        night.run(Wish.ASLEEP);
        night.room.rig.time.advance(Bedroom.SEVEN_DAYS.plusMinutes(10));
        assertThat(night.room.databaseState()).isEqualTo(Database.State.AVAILABLE);
        assertThat(night.room.controller().status(night.room.shop).isDatabaseUpAlone())
                .isTrue();

        night.run(Wish.ASLEEP);

        night.assertAsleep();
    }

    @Test
    void aReleaseThatDoesNotServeIsNotCalledAwake() {
        night.run(Wish.ASLEEP);
        night.room.rig.cloud.behave("r1", Behaviour.good("r1").turningBad(Instant.EPOCH, 100));

        CompletableFuture<Sleeping.Outcome> ended = night.bring(Wish.AWAKE);
        night.room.rig.time.runUntil(ended::isDone, Duration.ofHours(2));

        assertThat(ended)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("not done after 30 minutes")
                .withMessageContaining("does not serve its users well")
                .withMessageContaining("bluegreen start shop");
        assertThat(night.mark()).isEqualTo(Mark.State.WAKING);
        assertThat(night.room.rig.leases.current("shop")).isEmpty();
    }

    @Test
    void aDatabaseThatMayNotBeStoppedIsToldAndTheLeaseGivenBack() {
        night.room.databaseRefuses(
                new WorldException(WorldException.Kind.DENIED, "grant rds:StopDBInstance to the caller"));

        CompletableFuture<Sleeping.Outcome> ended = night.bring(Wish.ASLEEP);
        night.room.rig.time.runUntil(ended::isDone, Duration.ofHours(2));

        assertThat(ended)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("grant rds:StopDBInstance");
        assertThat(night.room.rig.leases.current("shop")).isEmpty();
    }

    @Test
    void aBrokenDatabaseNeedsAPerson() {
        night.run(Wish.ASLEEP);
        night.room.databaseIs(Database.State.BROKEN);

        CompletableFuture<Sleeping.Outcome> ended = night.bring(Wish.AWAKE);

        night.room.rig.time.runUntil(ended::isDone, Duration.ofHours(2));
        assertThat(ended).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("mend it");
    }

    @Test
    void aControllerThatClosesGivesTheLeaseBackAndAnotherGoesOnAtOnce() {
        Sleeping first = night.room.controller();
        CompletableFuture<Sleeping.Outcome> begun = first.bring(night.room.shop, Wish.ASLEEP, "test", said -> {});
        night.room.rig.time.advance(Duration.ofSeconds(10));

        first.close();
        CompletableFuture<Sleeping.Outcome> taken =
                night.room.controller().bring(night.room.shop, Wish.ASLEEP, "test", said -> {});
        night.room.rig.time.advance(Duration.ofMinutes(10));

        assertThat(begun).isNotDone();
        assertThat(taken).isCompleted();
        night.assertAsleep();
    }

    @Test
    void whoSeesTheWorldInAnotherWayIsClosedTogetherWithTheRestAndNeverTakesTheirLeases() {
        Sleeping own = night.room.controller();
        Sleeping callers = own.with(night.room.services("controller-1"));
        own.bring(night.room.shop, Wish.ASLEEP, "test", said -> {});

        assertThatThrownBy(() -> callers.bring(night.room.shop, Wish.AWAKE, "caller", said -> {}))
                .isInstanceOf(LeaseHeldException.class);
        own.close();
        callers.bring(night.room.shop, Wish.ASLEEP, "caller", said -> {});
        own.close();

        assertThat(night.room.controller().bring(night.room.shop, Wish.ASLEEP, "other", said -> {}))
                .isNotCompletedExceptionally();
    }
}

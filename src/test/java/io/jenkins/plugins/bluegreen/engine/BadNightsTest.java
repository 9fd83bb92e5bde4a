package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Detour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Things that go wrong around a deployment, one at a time: what the engine must not make worse, and must get out of. */
class BadNightsTest {
    private static final String PLAN = "10%:30s, 50%:30s, 100%:60s";
    private static final TrafficSplit HOME = TrafficSplit.allOn(Colour.BLUE);

    private Rig rig = new Rig();

    @AfterEach
    void noInvariantWasBroken() {
        assertThat(rig.cloud.violations().found()).isEmpty();
    }

    @Test
    void anOldSideThatNobodyTaggedIsNeverEmptiedByARollback() {
        rig = with(4);
        rig.cloud.loseTags(Colour.BLUE);
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.BAKING);

        rig.cloud.sickenOne(Colour.BLUE);
        rig.cloud.sickenOne(Colour.BLUE);
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now(), 100));
        rig.time.advance(Duration.ofMinutes(2));

        assertThat(rig.cloud.launched(Colour.BLUE)).isEqualTo(4);
        assertThat(rig.cloud.split(0)).isEqualTo(HOME);
    }

    @Test
    void instancesWhoseTagsAreNotSeenYetAreNotTakenForAnotherRelease() {
        rig.cloud.tagLate(Colour.GREEN, Duration.ofSeconds(10));
        String id = rig.deploy(rig.controller(), "r2", PLAN);

        rig.runTo(id, Phase.VERIFYING);

        assertThat(rig.cloud.launched(Colour.GREEN)).isEqualTo(2);
    }

    @Test
    void aRollbackDoesNotWaitForOneSickTargetOfFour() {
        rig = with(4);
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.BAKING);

        rig.cloud.sickenOne(Colour.BLUE);
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now(), 100));
        rig.time.advance(Duration.ofSeconds(10));

        assertThat(rig.cloud.split(0)).isEqualTo(HOME);
    }

    @Test
    void aRollbackNeedsNothingOfTheBudgetThatOtherDeploymentsHaveSpent() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);

        rig.cloud.spendOrdinaryBudget();
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.time.advance(Duration.ofSeconds(5));

        assertThat(rig.cloud.split(0)).isEqualTo(HOME);
    }

    @Test
    void aRollbackWritesBeforeItProbes() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);
        int before = rig.cloud.liveProbes();

        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.time.runUntil(() -> rig.cloud.split(0).equals(HOME), Duration.ofMinutes(1));

        assertThat(rig.cloud.liveProbes()).isEqualTo(before);
    }

    @Test
    void aSideForWhichTheLoadBalancerStillCountsRequestsIsNotRetired() {
        rig.cloud.counts(Colour.BLUE, 7);
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.DRAINING);
        rig.time.advance(Duration.ofMinutes(10));
        assertThat(rig.phase(id)).isEqualTo(Phase.DRAINING);
        assertThat(rig.ticks.get(rig.ticks.size() - 1).waitingFor()).contains("still counted 7 requests for blue");

        rig.cloud.counts(Colour.BLUE, 0);
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void aNotifierThatFailsDoesNotStopACommand() {
        Engine engine = engine(rig.cloud.world(), rig.store, (after, event) -> {
            throw new IllegalStateException("the mail server is down");
        });
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);

        engine.command("shop", id, new Command.RollBack("customers complain", "bob"));
        rig.time.advance(Duration.ofSeconds(5));

        assertThat(rig.cloud.split(0)).isEqualTo(HOME);
    }

    @Test
    void weightsThatCannotBePutBackCallAPersonAlsoInTheKeepWindow() {
        AtomicBoolean denied = new AtomicBoolean();
        Engine engine = engine(refusing(TrafficSwitch.class, "write", denied), rig.store, (after, event) -> {});
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);
        rig.cloud.strangerWrites(0, new TrafficSplit(33, 67));
        rig.runTo(id, Phase.HALTED);

        denied.set(true);
        rig.cloud.allowOverwriting();
        rig.command(engine, id, new Command.Restore("anna"));

        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.deployment(id).reason())
                .contains("keeping has not finished")
                .contains("not allowed");
    }

    @Test
    void whatKeepsAnEffectFromHappeningIsInTheReasonForGivingUp() {
        AtomicBoolean denied = new AtomicBoolean(true);
        Engine engine = engine(refusing(Fleet.class, "prepare", denied), rig.store, (after, event) -> {});
        String id = rig.deploy(engine, "r2", PLAN);

        assertThat(rig.runTo(id, Phase.ROLLED_BACK).failure())
                .contains("0 of 2 targets")
                .contains("not allowed");
    }

    @Test
    void aSideOfAtLeastThreeCanBeDeployedBesideALiveSideOfTwo() {
        Settings usual = Settings.DEFAULT;
        rig = new Rig(SimulatedCloud.Shape.ordinary()
                .with(new Settings(
                        usual.timing(), usual.thresholds(), true, 3, "", usual.probePath(), usual.instancePrice())));
        String id = rig.deploy(rig.controller(), "r2", PLAN);

        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.cloud.reading(Colour.GREEN).healthy()).isEqualTo(3);
    }

    @Test
    void aShareIsNotGivenOnAnOldReadingOfTheNewSide() {
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.time.runUntil(() -> rig.deployment(id).step() == 1, Duration.ofHours(1));

        rig.cloud.lose(Colour.GREEN, 0);
        rig.cloud.lose(Colour.GREEN, 0);
        rig.time.advance(Duration.ofMillis(1500));

        assertThat(rig.cloud.split(0).green()).isLessThanOrEqualTo(10);
    }

    @Test
    void aControllerWhoseLeaseWasTakenInTheMiddleOfAWriteLeavesTheOtherRulesAlone() {
        rig = new Rig(SimulatedCloud.Shape.ordinary().withRules(3));
        AtomicInteger writes = new AtomicInteger();
        AtomicBoolean slow = new AtomicBoolean();
        TrafficSwitch hanging =
                Detour.before(TrafficSwitch.class, rig.cloud.world().traffic(), "write", () -> {
                    if (slow.get() && writes.incrementAndGet() == 1) {
                        rig.time.skip(Duration.ofSeconds(90));
                        rig.leases.acquire("shop", "somebody else", Services.LEASE, rig.time.now());
                    }
                });
        Engine engine = engine(with(hanging), rig.store, (after, event) -> {});
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.SHIFTING);

        slow.set(true);
        rig.time.advance(Duration.ofMinutes(2));

        assertThat(writes).hasValue(1);
    }

    @Test
    void aCommandThatComesWhileADriverIsEndingIsDrivenAllTheSame() {
        AtomicBoolean first = new AtomicBoolean(true);
        CompletableFuture<CompletableFuture<Deployment>> driven = new CompletableFuture<>();
        Engine[] engine = new Engine[1];
        // The driver has saved that the deployment is halted and is about to end when a person decides.
        engine[0] = engine(rig.cloud.world(), rig.store, (after, event) -> {
            if (event instanceof Event.Halted && first.compareAndSet(true, false)) {
                rig.cloud.allowOverwriting();
                engine[0].command("shop", after.id(), new Command.Restore("anna"));
                driven.complete(engine[0].drive("shop", after.id(), progress -> {}));
            }
        });
        String id = rig.deploy(engine[0], "r2", PLAN);
        rig.time.runUntil(() -> rig.deployment(id).step() == 1, Duration.ofHours(1));
        rig.cloud.strangerWrites(0, new TrafficSplit(95, 5));

        rig.time.advance(Duration.ofHours(1));

        assertThat(driven.join()).isCompleted();
        assertThat(rig.phase(id)).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void stickyUsersAreInTheBoundOfARollback() {
        rig.cloud.stickinessIs(Duration.ofSeconds(30));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.BAKING);

        Duration bound = rig.ticks.get(rig.ticks.size() - 1).rollbackBound();

        assertThat(bound).isGreaterThan(Duration.ofSeconds(100));
    }

    @Test
    void stickinessThatMakesARollbackTooLongIsRefusedBeforeAnythingIsTouched() {
        rig.cloud.stickinessIs(Duration.ofMinutes(5));
        String id = rig.deploy(rig.controller(), "r2", PLAN);

        assertThat(rig.runTo(id, Phase.ROLLED_BACK).reason())
                .contains("nothing was changed")
                .contains("a rollback could take")
                .contains("stickiness of 5m");
    }

    @Test
    void aRollbackOfAHaltedDeploymentNamesTheWaysOut() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.SHIFTING);
        rig.cloud.strangerWrites(0, new TrafficSplit(33, 67));
        rig.runTo(id, Phase.HALTED);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> engine.command("shop", id, new Command.RollBack("", "bob"))))
                .hasMessageContaining("abort");
    }

    @Test
    void aNewSideThatWasMendedCanStayWhenTheOldOneIsDead() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.sicken(Colour.BLUE, true);
        rig.cloud.sicken(Colour.GREEN, true);
        rig.runTo(id, Phase.HALTED);

        rig.cloud.sicken(Colour.GREEN, false);
        rig.command(engine, id, new Command.Adopt("anna"));

        Deployment kept = rig.runTo(id, Phase.KEEPING);
        assertThat(kept.winner()).isEqualTo(Colour.GREEN);
        assertThat(Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).outcome())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void sidesThatTurnSickOneAfterTheOtherCallAPersonAlsoWhenTheWeightsAreBackAlready() {
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now(), 100));
        rig.time.runUntil(() -> rig.cloud.split(0).equals(HOME), Duration.ofMinutes(1));

        rig.cloud.sicken(Colour.BLUE, true);
        rig.cloud.sicken(Colour.GREEN, true);
        rig.time.advance(Duration.ofSeconds(10));

        assertThat(rig.deployment(id).halt().map(Halt::cause)).contains(Halt.Cause.BOTH_SIDES_UNHEALTHY);
        rig.cloud.sicken(Colour.BLUE, false);
        rig.command(rig.controller(), id, new Command.Restore("anna"));
        rig.runTo(id, Phase.ROLLED_BACK);
    }

    @Test
    void trafficThatCameBackToASickSideIsNoRollbackToRestOn() {
        rig = new Rig(SimulatedCloud.Shape.ordinary().withLags(Duration.ZERO, Duration.ZERO));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.behave("r2", Behaviour.good("r2").turningBad(rig.time.now(), 100));
        rig.time.runUntil(() -> rig.cloud.split(0).equals(HOME), Duration.ofMinutes(1));
        rig.time.advance(Duration.ofMillis(3500));

        rig.cloud.sicken(Colour.BLUE, true);
        rig.time.advance(Duration.ofMinutes(1));

        assertThat(rig.phase(id)).isEqualTo(Phase.ROLLING_BACK);
        assertThat(rig.ticks.get(rig.ticks.size() - 1).waitingFor())
                .contains("all traffic is back on blue, which has no healthy target");
        rig.cloud.sicken(Colour.BLUE, false);
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(rig.phase(id)).isEqualTo(Phase.KEEPING);
    }

    @Test
    void whoeverMendsADeadlineDoesNotWaitAsIfSomebodyElseHadWritten() {
        AtomicBoolean denied = new AtomicBoolean();
        Engine engine = engine(refusing(Fleet.class, "resize", denied), rig.store, (after, event) -> {});
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);
        denied.set(true);
        assertThat(rig.runTo(id, Phase.HALTED).reason()).contains("retiring has not finished");

        denied.set(false);
        Instant mended = rig.time.now();
        rig.command(engine, id, new Command.Restore("anna"));

        // Six seconds to see that the weights still stand, and thirty to drain.
        Instant done = rig.runTo(id, Phase.SUCCEEDED).since();
        assertThat(Duration.between(mended, done)).isLessThan(Duration.ofSeconds(50));
    }

    @Test
    void theLiveSideScalesAndHealsItselfUntilTrafficMovesAndTheNewOneFollows() {
        Engine engine = rig.controller();
        String id = engine.begin(new Request(rig.cloud.environment(), Release.of("r2"), Plan.parse(PLAN), true, "test"))
                .id();
        rig.drive(engine, id);
        rig.runTo(id, Phase.VERIFIED);
        assertThat(rig.cloud.reading(Colour.BLUE).hold()).isEqualTo(Hold.NONE);
        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.INSTANCES);
        String shown = rig.deployment(id).evidence().orElseThrow().hash();

        rig.cloud.scales(Colour.BLUE, 5);
        rig.time.advance(Duration.ofHours(3));
        rig.command(engine, id, new Command.Shift(Plan.parse(PLAN), shown, "the morning has come", "anna"));
        rig.runTo(id, Phase.BAKING);

        assertThat(rig.cloud.reading(Colour.GREEN).healthy()).isEqualTo(5);
        assertThat(rig.cloud.reading(Colour.BLUE).healthy()).isEqualTo(5);
        assertThat(rig.cloud.reading(Colour.BLUE).hold()).isEqualTo(Hold.SIZE);
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void whatASchedulePutTheLiveSideToMeanwhileIsLeftAlone() {
        Engine engine = rig.controller();
        String id = engine.begin(new Request(rig.cloud.environment(), Release.of("r2"), Plan.parse(PLAN), true, "test"))
                .id();
        rig.drive(engine, id);
        rig.runTo(id, Phase.VERIFIED);

        rig.cloud.world().fleet().resize(rig.cloud.environment(), Colour.BLUE, new Capacity(4, 12, 6));
        rig.command(engine, id, new Command.RollBack("not today", "anna"));
        rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(rig.cloud.reading(Colour.BLUE).capacity()).isEqualTo(new Capacity(4, 12, 6));
    }

    @Test
    void theNewSideIsOnTrialUntilItIsProduction() {
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.INSTANCES);

        rig.runTo(id, Phase.KEEPING);
        rig.time.advance(Duration.ofSeconds(20));

        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.NONE);
    }

    private static Rig with(int size) {
        SimulatedCloud.Shape usual = SimulatedCloud.Shape.ordinary();
        return new Rig(new SimulatedCloud.Shape(usual.environment(), usual.lags(), size, usual.boot(), 1));
    }

    private World with(TrafficSwitch other) {
        World world = rig.cloud.world();
        return new World(
                other, world.fleet(), world.prober(), world.alarms(), world.meter(), world.schema(), world.calls());
    }

    private <T> World refusing(Class<T> port, String method, AtomicBoolean denied) {
        World world = rig.cloud.world();
        Runnable refuse = () -> {
            if (denied.get()) {
                throw new WorldException(WorldException.Kind.DENIED, method + " is not allowed");
            }
        };
        return new World(
                port == TrafficSwitch.class
                        ? Detour.before(TrafficSwitch.class, world.traffic(), method, refuse)
                        : world.traffic(),
                port == Fleet.class ? Detour.before(Fleet.class, world.fleet(), method, refuse) : world.fleet(),
                world.prober(),
                world.alarms(),
                world.meter(),
                world.schema(),
                world.calls());
    }

    private Engine engine(World world, DeploymentStore store, Notifier notifier) {
        return new Engine(new Services(
                environment -> world,
                store,
                rig.leases,
                notifier,
                (environment, receipt) -> {},
                rig.time,
                rig.time,
                "controller",
                Services.LEASE));
    }
}

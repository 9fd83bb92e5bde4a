package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.testkit.Detour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A deployment wastes neither time nor calls: what it waits for is what nobody can avoid. */
class TempoTest {
    private static final String PLAN = "10%:30s, 50%:30s, 100%:60s";
    private static final Duration HOLDS = Duration.ofSeconds(120);
    private static final Duration BOOT = Duration.ofSeconds(60);

    private final AtomicInteger ruleReads = new AtomicInteger();
    private final AtomicInteger sideReads = new AtomicInteger();

    @Test
    void takesAtMostATwentiethLongerThanBootAndHolds() {
        Rig rig = new Rig(quick(BOOT));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);

        Duration unavoidable = BOOT.plus(HOLDS);
        assertThat(Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).deploy())
                .isBetween(unavoidable, unavoidable.multipliedBy(105).dividedBy(100));
    }

    @Test
    void aDeploymentInThreeStepsDescribesRulesAndSidesAtMostSixtyTimesEach() {
        Rig rig = new Rig(quick(Duration.ofSeconds(5)));
        String id = rig.deploy(counting(rig), "r2", PLAN);
        rig.runTo(id, Phase.KEEPING);

        assertThat(ruleReads).hasValueBetween(20, 60);
        assertThat(sideReads).hasValueBetween(20, 60);
    }

    @Test
    void aSideThatTakesLongToBootIsAskedForLessAndLessOften() {
        Rig rig = new Rig(quick(Duration.ofMinutes(8)));
        String id = rig.deploy(counting(rig), "r2", PLAN);
        rig.runTo(id, Phase.PREPARING);
        rig.time.advance(Duration.ofMinutes(2));
        int first = sideReads.getAndSet(0);
        rig.time.advance(Duration.ofMinutes(2));

        assertThat(sideReads.get()).isPositive().isLessThan(first * 2 / 3);
    }

    @Test
    void aChangeIsLookedAtAtOnceAndNotAfterASecond() {
        Rig rig = new Rig(quick(BOOT));
        String id = rig.deploy(rig.controller(), "r2", PLAN);
        Deployment shifting = rig.runTo(id, Phase.SHIFTING);
        rig.time.runUntil(() -> rig.deployment(id).traffic().moved(), Duration.ofMinutes(1));

        assertThat(rig.deployment(id).traffic().moved()).isTrue();
        assertThat(Duration.between(shifting.since(), rig.time.now())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aChangeThatIsRefusedAgainAndAgainIsNotAskedForMoreOftenThanEverySecond() {
        Rig rig = new Rig(quick(BOOT));
        AtomicInteger refused = new AtomicInteger();
        World world = rig.cloud.world();
        Fleet fleet = Detour.before(Fleet.class, world.fleet(), "hold", () -> {
            refused.incrementAndGet();
            throw new WorldException(WorldException.Kind.THROTTLED, "not now");
        });
        String id = rig.deploy(rig.controller(with(world, world.traffic(), fleet)), "r2", PLAN);
        rig.runTo(id, Phase.PREPARING);
        rig.time.advance(Duration.ofSeconds(60));

        assertThat(refused).hasValueBetween(10, 62);
    }

    /** Nodes that use new weights at once, so that no lag is waited for. */
    private static SimulatedCloud.Shape quick(Duration boot) {
        SimulatedCloud.Shape usual = SimulatedCloud.Shape.ordinary();
        return new SimulatedCloud.Shape(usual.environment(), Rig.lags(Duration.ZERO, Duration.ZERO), 2, boot, 1);
    }

    private Engine counting(Rig rig) {
        World world = rig.cloud.world();
        return rig.controller(with(
                world,
                Detour.before(TrafficSwitch.class, world.traffic(), "read", ruleReads::incrementAndGet),
                Detour.before(Fleet.class, world.fleet(), "read", sideReads::incrementAndGet)));
    }

    private static World with(World world, TrafficSwitch traffic, Fleet fleet) {
        return new World(traffic, fleet, world.prober(), world.alarms(), world.meter(), world.schema(), world.calls());
    }
}

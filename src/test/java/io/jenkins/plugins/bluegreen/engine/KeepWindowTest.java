package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All traffic is on one side, by a deployment or by a rollback, and the other one is kept: what must stay possible, and what must not happen. */
class KeepWindowTest {
    private static final TrafficSplit HOME = TrafficSplit.allOn(Colour.BLUE);

    private final Rig rig = new Rig();
    private final Engine engine = rig.controller();

    @AfterEach
    void noInvariantWasBroken() {
        assertThat(rig.cloud.violations().found()).isEmpty();
    }

    private String kept() {
        String id = rig.deploy(engine, "r2", "10%:30s, 100%:60s");
        rig.runTo(id, Phase.KEEPING);
        return id;
    }

    private String takenBack() {
        String id = kept();
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.runTo(id, Phase.KEEPING);
        return id;
    }

    private String outcome(String id) {
        return Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).outcome();
    }

    @Test
    void theLiveSideScalesAsEverWithinItsOwnBounds() {
        kept();
        rig.time.advance(Duration.ofSeconds(40));

        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.NONE);
        assertThat(rig.cloud.reading(Colour.GREEN).capacity()).isEqualTo(new Capacity(1, 10, 2));
        assertThat(rig.cloud.reading(Colour.BLUE).hold()).isEqualTo(Hold.SIZE);
    }

    @Test
    void theOldSideGrowsWithTheLiveOneSoThatItCanTakeEverythingBack() {
        String id = kept();
        rig.time.advance(Duration.ofSeconds(40));

        rig.cloud.scales(Colour.GREEN, 5);
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.cloud.reading(Colour.BLUE).healthy()).isEqualTo(5);

        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.runTo(id, Phase.ROLLED_BACK);
        assertThat(rig.cloud.reading(Colour.BLUE).capacity()).isEqualTo(new Capacity(1, 10, 5));
    }

    @Test
    void aScheduleThatChangesTheLiveSideMeanwhileIsNotUndoneAtTheEnd() {
        String id = kept();
        rig.time.advance(Duration.ofSeconds(40));

        rig.cloud.world().fleet().resize(rig.cloud.environment(), Colour.GREEN, new Capacity(2, 12, 4));
        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.cloud.reading(Colour.GREEN).capacity()).isEqualTo(new Capacity(2, 12, 4));
    }

    @Test
    void afterARollbackTheOldSideScalesAsEverAndTheBadOneIsHeldForInspection() {
        takenBack();
        rig.time.advance(Duration.ofSeconds(40));

        assertThat(rig.cloud.reading(Colour.BLUE).hold()).isEqualTo(Hold.NONE);
        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.INSTANCES);
    }

    @Test
    void theSideThatIsTheOnlyHealthyOneAfterARollbackIsNotRetired() {
        String id = takenBack();

        rig.cloud.sicken(Colour.BLUE, true);
        rig.time.advance(Duration.ofHours(1));

        Deployment halted = rig.deployment(id);
        assertThat(halted.halt().map(Halt::cause)).contains(Halt.Cause.LIVE_SIDE_UNHEALTHY);
        assertThat(halted.reason())
                .contains("blue has all traffic and no healthy target")
                .contains("restore");
        assertThat(rig.cloud.reading(Colour.GREEN).healthy()).isEqualTo(2);

        rig.cloud.sicken(Colour.BLUE, false);
        rig.command(engine, id, new Command.Restore("anna"));
        rig.runTo(id, Phase.ROLLED_BACK);
    }

    @Test
    void aNewReleaseThatDiesInTheKeepWindowCallsAPersonWhoCanGoBack() {
        String id = kept();

        rig.cloud.sicken(Colour.GREEN, true);
        assertThat(rig.runTo(id, Phase.HALTED).reason()).contains("abort to go back to blue");
        rig.command(engine, id, new Command.Abort("anna"));

        rig.runTo(id, Phase.KEEPING);
        assertThat(rig.cloud.split(0)).isEqualTo(HOME);
        assertThat(outcome(id)).isEqualTo("ROLLED_BACK");
    }

    @Test
    void nothingIsRetiredAsLongAsNoSideIsHealthy() {
        String id = kept();
        rig.cloud.sicken(Colour.BLUE, true);
        rig.cloud.sicken(Colour.GREEN, true);
        rig.time.advance(Duration.ofMinutes(15));
        assertThat(rig.cloud.reading(Colour.BLUE).capacity().desired()).isEqualTo(2);

        rig.cloud.sicken(Colour.BLUE, false);
        rig.cloud.sicken(Colour.GREEN, false);
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void aRollbackMovesTrafficAtOnceAndIsNotDoneAsLongAsTheOldSideAnswersBadly() {
        String id = kept();
        rig.cloud.behave("r1", Behaviour.good("r1").turningBad(rig.time.now(), 100));

        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(rig.cloud.split(0)).isEqualTo(HOME);
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.phase(id)).isEqualTo(Phase.ROLLING_BACK);
        assertThat(rig.ticks.get(rig.ticks.size() - 1).waitingFor())
                .contains("all traffic is back on blue, and 5 of the last 5 probes of blue were bad")
                .contains("500");

        rig.cloud.behave("r1", Behaviour.good("r1"));
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(outcome(id)).isEqualTo("ROLLED_BACK");
    }

    @Test
    void anOldSideThatGoesOnAnsweringBadlyCallsAPersonWhoMayLeaveItAtThat() {
        String id = kept();
        rig.cloud.behave("r1", Behaviour.good("r1").turningBad(rig.time.now(), 100));
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));

        assertThat(rig.runTo(id, Phase.HALTED).reason()).contains("or adopt to leave it as it is");
        assertThat(outcome(id)).isEqualTo("HALTED");

        rig.command(engine, id, new Command.Adopt("anna"));
        rig.runTo(id, Phase.ROLLED_BACK);
    }
}

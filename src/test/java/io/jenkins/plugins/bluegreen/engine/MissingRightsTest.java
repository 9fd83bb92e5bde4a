package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.testkit.Detour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A right that is missing is said while it can be granted in peace; once traffic has moved, nobody gives up a minute early for it. */
class MissingRightsTest {
    private static final String PLAN = "10%:30s, 100%:60s";

    private final Rig rig = new Rig();
    private WorldException refusal;

    @Test
    void aRightThatIsMissingFromTheBeginIsNamedWithinAMinuteAndNothingIsChanged() {
        Engine engine = engineWithout("otherWork");
        denied("otherWork");
        String id = rig.deploy(engine, "r2", PLAN);

        Deployment refused = rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(refused.reason())
                .contains("nothing was changed", "denied for 30s", "grant otherWork")
                .doesNotContain("gave up");
        assertThat(took(id)).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(rig.cloud.launched(Colour.GREEN)).isZero();
    }

    @Test
    void aReleaseThatMayNotBeBroughtUpIsTakenBackAndTheSideIsLeftAsItWas() {
        Engine engine = engineWithout("prepare");
        denied("prepare");
        String id = rig.deploy(engine, "r2", PLAN);

        assertThat(rig.runTo(id, Phase.ROLLED_BACK).failure()).contains("denied for 30s", "grant prepare");
        assertThat(took(id)).isLessThan(Duration.ofMinutes(2));
        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.NONE);
        assertThat(rig.cloud.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"otherWork", "prepare"})
    void aRightThatHasJustBeenGrantedMayTakeSecondsToHold(String call) {
        Engine engine = engineWithout(call);
        denied(call);
        String id = rig.deploy(engine, "r2", PLAN);
        rig.time.advance(Duration.ofSeconds(25));
        refusal = null;

        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void denialsThatComeAndGoAreNotTakenForAMissingRight() {
        Engine engine = engineWithout("otherWork");
        String id = rig.deploy(engine, "r2", PLAN);
        for (int i = 0; i < 5; i++) {
            denied("otherWork");
            rig.time.advance(Duration.ofSeconds(20));
            refusal = null;
            rig.time.advance(Duration.ofSeconds(3));
        }

        rig.runTo(id, Phase.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"otherWork", "prepare"})
    void credentialsThatHaveExpiredAreWaitedFor(String call) {
        Engine engine = engineWithout(call);
        refusal = new WorldException(WorldException.Kind.NO_CREDENTIALS, "log in again");
        String id = rig.deploy(engine, "r2", PLAN);
        rig.time.advance(Duration.ofMinutes(9));
        refusal = null;

        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void theWayBackIsNeverGivenUpForADenialThatMayPass() {
        Engine engine = engineWithout("write");
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        denied("write");
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.time.advance(Duration.ofMinutes(9));
        assertThat(rig.phase(id)).isEqualTo(Phase.ROLLING_BACK);
        refusal = null;

        rig.runTo(id, Phase.KEEPING);

        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
    }

    private void denied(String call) {
        refusal = new WorldException(
                WorldException.Kind.DENIED, call + " is not allowed: grant " + call + " to the caller");
    }

    private Duration took(String id) {
        Instant begun = rig.deployment(id).order().at();
        return Duration.between(begun, rig.deployment(id).since());
    }

    /** A controller whose calls of this name are refused as long as there is a refusal. */
    private Engine engineWithout(String call) {
        World world = rig.cloud.world();
        Runnable refuse = () -> {
            if (refusal != null) {
                throw refusal;
            }
        };
        return rig.controller(new World(
                call.equals("write")
                        ? Detour.before(TrafficSwitch.class, world.traffic(), call, refuse)
                        : world.traffic(),
                Detour.before(Fleet.class, world.fleet(), call, refuse),
                world.prober(),
                world.alarms(),
                world.meter(),
                world.schema(),
                world.calls()));
    }
}

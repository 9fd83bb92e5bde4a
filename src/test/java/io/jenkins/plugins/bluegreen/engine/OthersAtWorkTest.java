package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody else has set or begun on the sides' Auto Scaling groups is respected. */
class OthersAtWorkTest {
    private static final String PLAN = "10%:30s, 100%:60s";

    private final Rig rig = new Rig();
    private final Engine engine = rig.controller();

    @ParameterizedTest
    @EnumSource(Colour.class)
    void aSideWhoseInstancesAreBeingReplacedIsNotDeployedTo(Colour side) {
        rig.cloud.otherWork(side, "asg is in the middle of instance refresh 1234");

        String id = rig.deploy(engine, "r2", PLAN);

        assertThat(rig.runTo(id, Phase.ROLLED_BACK).reason())
                .contains("nothing was changed")
                .contains("instance refresh 1234");
        assertThat(rig.cloud.launched(Colour.GREEN)).isZero();
        assertThat(rig.cloud.isHeld(Colour.GREEN)).isFalse();
    }

    @Test
    void whatWasSuspendedBeforeIsSuspendedAfterADeploymentAndNothingElse() {
        rig.cloud.suspend(Colour.BLUE, Doing.REPLACEMENT);
        rig.cloud.suspend(Colour.GREEN, Doing.ZONES, Doing.ALARMS);

        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        assertThat(rig.cloud.reading(Colour.BLUE).hold()).isEqualTo(Hold.INSTANCES);
        assertThat(rig.cloud.reading(Colour.GREEN).hold()).isEqualTo(Hold.INSTANCES);
        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.cloud.reading(Colour.BLUE).suspended()).containsExactly(Doing.REPLACEMENT);
        assertThat(rig.cloud.reading(Colour.GREEN).suspended()).containsExactlyInAnyOrder(Doing.ZONES, Doing.ALARMS);
    }

    @Test
    void whatWasSuspendedBeforeIsSuspendedAfterARollbackToo() {
        rig.cloud.suspend(Colour.BLUE, Doing.SCHEDULES);
        rig.cloud.suspend(Colour.GREEN, Doing.ZONES);
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);

        rig.command(rig.controller(), id, new Command.RollBack("customers complain", "bob"));
        rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(rig.cloud.reading(Colour.BLUE).suspended()).containsExactly(Doing.SCHEDULES);
        assertThat(rig.cloud.reading(Colour.GREEN).suspended()).containsExactly(Doing.ZONES);
    }

    @Test
    void whatIsSuspendedOnTheLiveSideWhileAnApprovalIsAwaitedStaysSuspended() {
        String id = engine.begin(new Request(rig.cloud.environment(), Release.of("r2"), Plan.parse(PLAN), true, "test"))
                .id();
        rig.drive(engine, id);
        rig.runTo(id, Phase.VERIFIED);

        rig.cloud.suspend(Colour.BLUE, Doing.ALARMS);
        String shown = rig.deployment(id).evidence().orElseThrow().hash();
        rig.command(engine, id, new Command.Shift(Plan.parse(PLAN), shown, "", "anna"));
        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.cloud.reading(Colour.BLUE).suspended()).containsExactly(Doing.ALARMS);
    }
}

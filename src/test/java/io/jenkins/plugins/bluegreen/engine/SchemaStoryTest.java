package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Release r2, which runs on schema 1 to 2, is live on green; the schema is at 2; r3, which runs on 2 to 3, is to follow on blue. */
class SchemaStoryTest {
    private static final Release TWO = new Release("r2", "", "", new SchemaRange(1, 2));
    private static final Release THREE = new Release("r3", "", "", new SchemaRange(2, 3));

    private final Rig rig = new Rig();
    private Engine engine;

    @BeforeEach
    void releaseTwoIsLive() {
        engine = rig.controller();
        rig.cloud.schemaIs(2);
        rig.runTo(deploy(TWO, false), Phase.SUCCEEDED);
    }

    @AfterEach
    void noInvariantWasBroken() {
        assertThat(rig.cloud.violations().found()).isEmpty();
    }

    private String deploy(Release release, boolean stopWhenVerified) {
        String id = engine.begin(new Request(
                        rig.cloud.environment(), release, Plan.parse("50%:30s, 100%:60s"), stopWhenVerified, "test"))
                .id();
        rig.drive(engine, id);
        return id;
    }

    private String waitingFor() {
        return rig.ticks.get(rig.ticks.size() - 1).waitingFor();
    }

    @Test
    void aReleaseWhoseSchemaIsNotThereYetIsRefused() {
        Deployment refused =
                rig.runTo(deploy(new Release("r4", "", "", new SchemaRange(3, 4)), false), Phase.ROLLED_BACK);

        assertThat(refused.reason())
                .contains("nothing was changed")
                .contains("release r4 does not run on schema version 2 (it declares 3 to 4)")
                .contains("migrate --phase expand");
    }

    @Test
    void aReleaseThatWouldLeaveNoWayBackIsRefusedAtOnce() {
        rig.cloud.schemaIs(3);

        assertThat(rig.runTo(deploy(THREE, false), Phase.ROLLED_BACK).reason())
                .contains("release r2 does not run on schema version 3")
                .contains("no way back");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotTakenForNone() {
        rig.cloud.databaseIsSilent();
        String id = deploy(THREE, false);
        rig.time.advance(Duration.ofMinutes(1));

        assertThat(rig.phase(id)).isEqualTo(Phase.PLANNED);
        assertThat(waitingFor())
                .contains("the schema version could not be read")
                .contains("the database does not answer");
        rig.cloud.schemaIs(2);
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void whoeverMigratesDuringTheWaitForAnApprovalStopsTheShift() {
        String id = deploy(THREE, true);
        rig.runTo(id, Phase.VERIFIED);
        rig.cloud.schemaIs(3);
        rig.command(engine, id, new Command.Shift(Plan.DEFAULT, "", "", "anna"));
        rig.time.advance(Duration.ofMinutes(5));

        assertThat(waitingFor()).contains("release r2 does not run on schema version 3");
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
        rig.runTo(id, Phase.ROLLED_BACK);
    }

    @Test
    void whoeverMigratesBetweenTwoSharesStopsTheNextOne() {
        String id = deploy(THREE, false);
        rig.time.runUntil(() -> rig.cloud.split(0).equals(new TrafficSplit(50, 50)), Duration.ofHours(1));
        rig.cloud.schemaIs(3);
        rig.time.advance(Duration.ofMinutes(2));

        assertThat(waitingFor()).contains("release r2 does not run on schema version 3");
        assertThat(rig.cloud.split(0)).isEqualTo(new TrafficSplit(50, 50));
    }

    @Test
    void aRollbackOfADoneDeploymentIsRefusedAndLeavesItAsItIs() {
        String id = deploy(THREE, false);
        rig.runTo(id, Phase.KEEPING);
        rig.cloud.schemaIs(3);

        assertThatThrownBy(() -> rig.command(engine, id, new Command.RollBack("a complaint", "anna")))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("stays as it is")
                .hasMessageContaining("release r2 does not run on schema version 3")
                .hasMessageContaining("repair forward");
        rig.runTo(id, Phase.SUCCEEDED);
    }

    @Test
    void aRollbackThatNobodyMayDoHaltsAndGoesOnWhenTheSchemaIsBack() {
        String id = haltedBySchema();

        assertThatThrownBy(() -> rig.command(engine, id, new Command.Abort("anna")))
                .hasMessageContaining("going back is what the schema forbids");
        rig.command(engine, id, new Command.Restore("anna"));
        rig.runTo(id, Phase.HALTED);
        rig.cloud.schemaIs(2);
        rig.command(engine, id, new Command.Restore("anna"));
        rig.runTo(id, Phase.ROLLED_BACK);
    }

    @Test
    void orTheNewReleaseStaysAndTheNextOneRepairsIt() {
        String id = haltedBySchema();

        rig.command(engine, id, new Command.Adopt("anna"));

        assertThat(rig.runTo(id, Phase.SUCCEEDED).winningRelease()).isEqualTo(THREE);
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
        String repaired = deploy(new Release("r4", "", "", new SchemaRange(3, 3)), false);
        rig.cloud.behave("r3", Behaviour.good("r3"));
        rig.runTo(repaired, Phase.SUCCEEDED);
    }

    private String haltedBySchema() {
        String id = deploy(THREE, false);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.schemaIs(3);
        rig.cloud.behave("r3", Behaviour.good("r3").turningBad(rig.time.now(), 100));
        Deployment halted = rig.runTo(id, Phase.HALTED);
        assertThat(halted.halt().orElseThrow().cause()).isEqualTo(Halt.Cause.SCHEMA_FORBIDS_ROLLBACK);
        assertThat(halted.reason())
                .contains("release r2 does not run on schema version 3 (it declares 1 to 2)")
                .contains("restore")
                .contains("adopt, so that release r3 keeps all traffic");
        return id;
    }
}

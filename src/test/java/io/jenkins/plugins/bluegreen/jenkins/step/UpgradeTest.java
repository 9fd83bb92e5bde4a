package io.jenkins.plugins.bluegreen.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What version 1 of the steps has saved in builds that wait, and every later one must be able to go on with. Add to {@code saved.properties};
 * change nothing in it.
 */
class UpgradeTest {
    private final Bedroom bedroom = new Bedroom();
    private Controller controller;

    @BeforeEach
    void startController() {
        controller = Build.startController(bedroom);
    }

    @Test
    void aDeploymentThatWasShiftingGoesOn() throws Exception {
        begun();

        Build build = runToEnd(Build.savedBefore(bedroom, saved("deploy")));

        assertThat(build.result()).containsEntry("outcome", "SUCCEEDED");
    }

    @Test
    void aShiftGoesOn() throws Exception {
        begun();

        Build build = runToEnd(Build.savedBefore(bedroom, saved("shift")));

        assertThat(build.result()).containsEntry("outcome", "SUCCEEDED");
    }

    @Test
    void aRollbackGoesOn() throws Exception {
        String id = begun();
        bedroom.rig.runTo(id, Phase.SHIFTING);
        bedroom.rig.time.advance(Duration.ofMinutes(1));
        controller.engine().command("shop", id, new Command.RollBack("the phone rang", "shop/deploy #4"));

        Build build = runToEnd(Build.savedBefore(bedroom, saved("rollback")));

        assertThat(build.result()).containsEntry("outcome", "ROLLED_BACK");
    }

    @Test
    void aStopGoesOn() throws Exception {
        Build build = runToEnd(Build.savedBefore(bedroom, saved("stop")));

        assertThat(build.result()).containsEntry("state", "asleep");
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.STOPPED);
    }

    @Test
    void aLookIsTakenAgain() throws Exception {
        Build build = runToEnd(Build.savedBefore(bedroom, saved("verify")));

        assertThat(build.result()).containsEntry("healthy", true);
    }

    /** The deployment that the saved builds are about; ids follow from the time. */
    private String begun() {
        return bedroom.rig.deploy(controller.engine(), "v2", Controller.PLAN.toString());
    }

    private Build runToEnd(Build build) {
        assertThat(bedroom.rig.time.runUntil(build::hasEnded, Duration.ofHours(6)))
                .as("the step ends\n" + build.log())
                .isTrue();
        return build;
    }

    private static byte[] saved(String name) {
        Properties all = new Properties();
        try (InputStream in = UpgradeTest.class.getResourceAsStream("saved.properties")) {
            all.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getDecoder().decode(all.getProperty(name));
    }
}

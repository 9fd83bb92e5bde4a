package io.jenkins.plugins.bluegreen.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.schema.PostgresServer;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** With a real PostgreSQL, and the files in a workspace. */
class MigrateDatabaseTest {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path workspace;

    private final Bedroom bedroom = new Bedroom();
    private String database;

    @BeforeEach
    void aWorkspaceWithMigrations() throws Exception {
        Build.startController(bedroom);
        database = SERVER.newDatabase();
        write("app/release.json", "{\"id\": \"v2\", \"schema\": {\"min\": 1, \"max\": 2}}");
        write("app/migrations/expand/V1__orders.sql", "CREATE TABLE orders (id bigint, remark text);");
        write("app/migrations/contract/V2__no_remark.sql", "ALTER TABLE orders DROP COLUMN remark;");
    }

    @Test
    void expandRunsFromTheWorkspaceAndContractWhenTheDeploymentHasEnded() throws Exception {
        Build expanded = runToEnd(migrate("expand"));

        assertThat(expanded.result())
                .containsEntry("phase", "expand")
                .containsEntry("from", 0)
                .containsEntry("to", 1)
                .containsEntry("applied", List.of("expand/V1__orders.sql"));
        assertThat(expanded.log()).contains("the schema of shop is at version 1");

        BlueGreenDeployStep deploy = new BlueGreenDeployStep("v2");
        deploy.setEnvironment("shop");
        String id = (String) runToEnd(deploy).result().get("id");

        assertThat(runToEnd(migrate("contract")).failure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("deployment " + id + " of shop keeps blue with release")
                .hasMessageContaining("bluegreen retire shop")
                .hasMessageContaining("nothing was changed");

        bedroom.rig.runTo(id, Phase.SUCCEEDED);
        assertThat(runToEnd(migrate("contract")).result()).containsEntry("to", 2);
    }

    @Test
    void aRefusalNamesTheFileAsItLiesInTheWorkspace() throws Exception {
        write("app/migrations/expand/add note.sql", "SELECT 1;");

        assertThat(runToEnd(migrate("expand")).failure())
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("app/migrations/expand/add note.sql is not named as a migration");
    }

    @Test
    void afterARestartItLooksAtTheDatabaseAgainAndTwiceIsOnce() throws Exception {
        Build build = build().run(migrate("expand"));
        build.save();

        build.crashAndResume();

        assertThat(runToEnd(build).result()).containsEntry("to", 1);
        assertThat(runToEnd(migrate("expand")).result()).containsEntry("to", 1).containsEntry("applied", List.of());
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        Files.delete(workspace.resolve("app/release.json"));
        assertThat(runToEnd(migrate("expand")).failure())
                .hasMessageStartingWith("there is no file app/release.json in the workspace");

        MigrateDatabaseStep nowhere = migrate("expand");
        nowhere.setUrl(null);
        assertThat(runToEnd(nowhere).failure()).hasMessageStartingWith("environment shop has no database");

        assertThat(runToEnd(new Build(bedroom).in(workspace), migrate("expand")).failure())
                .hasMessageStartingWith("nobody says who migrates: wrap the step in withCredentials");

        assertThatThrownBy(() -> build().run(migrate("forward")))
                .hasMessage("phase 'forward' is not known: give expand or contract");
    }

    private MigrateDatabaseStep migrate(String phase) {
        MigrateDatabaseStep step = new MigrateDatabaseStep(phase);
        step.setEnvironment("shop");
        step.setUrl(database);
        return step;
    }

    private Build build() {
        return new Build(bedroom).in(workspace).with(Map.of("PGUSER", "postgres"));
    }

    private Build runToEnd(Step step) throws Exception {
        return runToEnd(build(), step);
    }

    private Build runToEnd(Build build, Step step) throws Exception {
        return runToEnd(build.run(step));
    }

    private Build runToEnd(Build build) {
        assertThat(bedroom.rig.time.runUntil(build::hasEnded, Duration.ofHours(6)))
                .as("the step ends\n" + build.log())
                .isTrue();
        return build;
    }

    private void write(String file, String text) throws Exception {
        Path path = workspace.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}

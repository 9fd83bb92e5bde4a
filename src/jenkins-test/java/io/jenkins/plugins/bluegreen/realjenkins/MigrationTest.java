package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.schema.PostgresServer;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** {@code migrateDatabase} in a build with a workspace and credentials of its own, on a real PostgreSQL. */
class MigrationTest {
    private static final String PASSWORD = "known-to-the-credentials-only";

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    private static Simulation simulation;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private String database;

    @BeforeAll
    static void somebodyWhoMigrates() throws Exception {
        PostgresServer.execute(SERVER.url("postgres"), "CREATE ROLE migrator LOGIN PASSWORD '" + PASSWORD + "'");
    }

    @BeforeEach
    void aDatabase() throws Exception {
        simulation = new Simulation();
        database = SERVER.newDatabase();
        String name = database.substring(database.lastIndexOf('/') + 1);
        PostgresServer.execute(
                database,
                "GRANT CREATE ON DATABASE " + name + " TO migrator",
                "GRANT CREATE, USAGE ON SCHEMA public TO migrator");
    }

    @Test
    void theFilesOfTheWorkspaceAreAppliedByTheUserOfTheCredentials() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = migrate(j, "CREATE TABLE orders (id bigint);", Result.SUCCESS);

            assertThat(JenkinsRule.getLog(build))
                    .contains("expand/V1__orders.sql applied in ")
                    .contains("the schema of shop is at version 1")
                    .contains("from 0 to 1: [expand/V1__orders.sql]")
                    .contains("with ****")
                    .doesNotContain(PASSWORD);
        });
        assertThat(PostgresServer.value(database, "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'"))
                .isEqualTo("migrator");
    }

    @Test
    void aFileThatFailsLeavesTheSchemaAsItWas() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build =
                    migrate(j, "CREATE TABLE orders (id bigint);\nCREATE TABLE notes (id nothing);", Result.FAILURE);

            assertThat(JenkinsRule.getLog(build))
                    .contains("V1__orders.sql")
                    .contains("type \"nothing\" does not exist")
                    .doesNotContain("at io.jenkins.plugins.bluegreen");
        });
        assertThat(PostgresServer.value(database, "SELECT count(*) FROM pg_tables WHERE tablename = 'orders'"))
                .isEqualTo("0");
    }

    private WorkflowRun migrate(JenkinsRule j, String sql, Result expected) throws Exception {
        GlobalCredentials.add("migrator", "migrator", PASSWORD);
        WorkflowJob job = j.createProject(WorkflowJob.class, "migrate");
        job.setDefinition(new CpsFlowDefinition(script(sql), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        simulation.settle("the build has ended", () -> !build.isBuilding());
        assertThat(build.getResult()).as(JenkinsRule.getLog(build)).isEqualTo(expected);
        return build;
    }

    private String script(String sql) {
        return """
                node {
                    writeFile file: 'app/release.json', text: '{"id": "v2", "schema": {"min": 1, "max": 2}}'
                    writeFile file: 'app/migrations/expand/V1__orders.sql', text: '''%s'''
                    withCredentials([usernamePassword(
                            credentialsId: 'migrator', usernameVariable: 'PGUSER', passwordVariable: 'PGPASSWORD')]) {
                        echo "with ${env.PGPASSWORD}"
                        def done = migrateDatabase environment: 'shop', phase: 'expand', url: '%s'
                        echo "from ${done.from} to ${done.to}: ${done.applied}"
                    }
                }
                """
                .formatted(sql, database);
    }

    /** Stands in for the engine over AWS. */
    @TestExtension
    public static class Simulated extends SimulatedController {
        public Simulated() {
            super(simulation);
        }
    }

    /** Leaves the engine over AWS out. */
    @TestExtension
    public static class OnlyTheSimulation extends WithoutAws {}
}

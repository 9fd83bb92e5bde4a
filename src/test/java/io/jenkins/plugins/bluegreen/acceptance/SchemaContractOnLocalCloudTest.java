package io.jenkins.plugins.bluegreen.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.engine.CommandRefusedException;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.schema.MigrationRefused;
import io.jenkins.plugins.bluegreen.schema.MigrationSettings;
import io.jenkins.plugins.bluegreen.schema.PostgresServer;
import io.jenkins.plugins.bluegreen.schema.SchemaMigrations;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The schema contract where everything is real but AWS: a PostgreSQL, migrations, the local cloud, journals on disk. */
class SchemaContractOnLocalCloudTest {
    private static final Release ONE = new Release("1", "", "", new SchemaRange(1, 2));
    private static final Release TWO = new Release("2", "", "", new SchemaRange(2, 4));

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path directory;

    private Environment environment;
    private Engine engine;
    private SchemaMigrations migrations;

    @Test
    void contractWaitsForTheKeepWindowAndNothingGoesBackBehindIt() throws Exception {
        MigrationSettings database = MigrationSettings.of(SERVER.newDatabase(), "postgres", "", directory);
        migrations = new SchemaMigrations(database);
        write("expand/V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, remark text, fax text);");

        try (SmallSite site = SmallSite.start(directory.resolve("site"), 1);
                Installation installation = Installation.Parts.of(site.state(), AwsAccount.local(site.cloud.endpoint()))
                        .schema(asked -> OptionalInt.of(SchemaMigrations.version(database)))
                        .open()) {
            environment = site.environment(settings());
            engine = installation.engine();
            site.awaitHealthy(installation, environment, Duration.ofSeconds(60));

            assertThat(deploy(ONE).reason())
                    .as("before its expand phase")
                    .contains("release 1 does not run on schema version 0 (it declares 1 to 2)");
            migrations.expand(ONE, SchemaUsers.live(Release.of("1")));

            write("expand/V2__note.sql", "ALTER TABLE orders ADD COLUMN note text;");
            write("contract/V3__no_remark.sql", "ALTER TABLE orders DROP COLUMN remark;");
            assertThat(migrations.expand(TWO, engine.schemaUsers("local")).to()).isEqualTo(2);
            Deployment two = deploy(TWO);
            assertThat(two.phase()).isEqualTo(Phase.KEEPING);

            assertThatThrownBy(() -> migrations.contract(engine.schemaUsers("local")))
                    .isInstanceOf(MigrationRefused.class)
                    .hasMessageContaining("deployment " + two.id() + " of local keeps blue with release 1 until 20")
                    .hasMessageContaining("bluegreen retire local")
                    .hasMessageContaining("nothing was changed");

            // Somebody says that nobody can come back, and contracts all the same.
            assertThat(migrations.contract(SchemaUsers.live(TWO)).to()).isEqualTo(3);
            assertThatThrownBy(() -> engine.command("local", two.id(), new Command.RollBack("a complaint", "anna")))
                    .isInstanceOf(CommandRefusedException.class)
                    .hasMessageContaining("release 1 does not run on schema version 3 (it declares 1 to 2)")
                    .hasMessageContaining("repair forward");

            engine.whenFree("local", "test", progress -> {}).get(60, TimeUnit.SECONDS);
            write("contract/V4__no_fax.sql", "ALTER TABLE orders DROP COLUMN fax;");
            assertThat(migrations.contract(engine.schemaUsers("local")).to()).isEqualTo(4);
            assertThat(deploy(ONE).reason())
                    .as("after contract")
                    .contains("release 1 does not run on schema version 4");
        }
    }

    /** A deployment that has just ended may hold the lease for a moment yet. */
    private Deployment deploy(Release release) throws Exception {
        Request request = new Request(environment, release, Plan.parse("100%:1s"), false, "test");
        String id = Awaitility.await()
                .ignoreException(LeaseHeldException.class)
                .until(() -> engine.begin(request).id(), begun -> true);
        return engine.drive("local", id, progress -> {}).get(100, TimeUnit.SECONDS);
    }

    private void write(String file, String sql) throws Exception {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, sql);
    }

    private static Settings settings() {
        Timing timing = Timing.DEFAULT.withFloors(
                Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(10));
        Thresholds thresholds =
                new Thresholds(3, 5, Duration.ofSeconds(2), 10, 50, 20, 6, Thresholds.DEFAULT.rollbackLimit());
        return Settings.DEFAULT.with(timing).with(thresholds);
    }
}

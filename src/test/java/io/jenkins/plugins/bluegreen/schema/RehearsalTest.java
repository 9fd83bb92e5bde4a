package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Migrations.release;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.execute;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.settings;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path folder;

    private String url;
    private Migrations migrations;
    private SchemaMigrations door;

    @BeforeEach
    void aShopWithOrders() throws SQLException {
        url = SERVER.newDatabase();
        migrations = new Migrations(folder).expand(1, "CREATE TABLE orders (id bigint PRIMARY KEY, remark text);");
        door = new SchemaMigrations(settings(url, folder));
        door.expand(release("1", 1, 9), SchemaUsers.NOBODY);
        execute(url, "INSERT INTO orders SELECT n, 'r' FROM generate_series(1, 20000) n");
    }

    @AfterEach
    void noCopyIsLeftBehind() throws SQLException {
        assertThat(value(url, "SELECT count(*) FROM pg_database WHERE datname LIKE 'rehearsal_%'"))
                .isEqualTo("0");
    }

    @Test
    void pendingFilesRunOnACopyAndTheirLocksAreReported() throws SQLException {
        migrations
                .expand(2, "ALTER TABLE orders ADD COLUMN note text;")
                .contract(3, "CREATE INDEX i ON orders (remark);\nSELECT pg_sleep(0.2);");

        RehearsalReport report = door.rehearse(ReleaseValidation.NONE, ReleaseValidation.NONE);

        assertThat(report.passed()).isTrue();
        assertThat(report.withRows()).isTrue();
        assertThat(report.to()).isEqualTo(3);
        assertThat(report.files().get(0).locks())
                .extracting(RehearsalReport.HeldLock::table, RehearsalReport.HeldLock::mode)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("orders", "AccessExclusiveLock"));
        RehearsalReport.HeldLock index = report.files().get(1).locks().get(0);
        assertThat(index.mode()).isEqualTo("ShareLock");
        assertThat(index.held()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(door.status().version()).isEqualTo(1);
        assertThat(value(url, "SELECT count(*) FROM information_schema.columns WHERE table_name = 'orders'"))
                .isEqualTo("2");
    }

    @Test
    void aDatabaseInUseIsBuiltFromItsFilesInstead() throws SQLException {
        migrations.expand(2, "ALTER TABLE orders ADD COLUMN note text;");
        try (Connection user = PostgresServer.connect(url)) {
            assertThat(user.isValid(1)).isTrue();

            List<String> seen = new ArrayList<>();
            RehearsalReport report = door.rehearse(
                    ReleaseValidation.NONE,
                    copy -> tries(copy, "SELECT id, note FROM orders", "on " + SchemaMigrations.version(copy), seen));

            assertThat(report.passed()).isTrue();
            assertThat(seen).containsExactly("on 2");
            assertThat(report.withRows()).isFalse();
            assertThat(report.to()).isEqualTo(2);
        }
    }

    @Test
    void theOldReleaseTriesTheCopyAfterExpandOnlyAndTheNewOneAfterEachPhase() {
        migrations
                .expand(2, "ALTER TABLE orders ADD COLUMN note text;")
                .contract(3, "ALTER TABLE orders DROP COLUMN remark;");
        List<String> seen = new ArrayList<>();

        RehearsalReport report = door.rehearse(
                copy -> tries(copy, "SELECT id, remark FROM orders", "old on " + SchemaMigrations.version(copy), seen),
                copy -> tries(copy, "SELECT id, note FROM orders", "new on " + SchemaMigrations.version(copy), seen));

        assertThat(report.problems()).isEmpty();
        assertThat(seen).containsExactly("old on 2", "new on 2", "new on 3");
    }

    @Test
    void aReleaseThatDoesNotRunOnTheResultIsAProblem() {
        migrations.expand(2, "ALTER TABLE orders RENAME COLUMN remark TO note;");

        RehearsalReport report = door.rehearse(
                copy -> tries(copy, "SELECT remark FROM orders", "old", new ArrayList<>()), ReleaseValidation.NONE);

        assertThat(report.passed()).isFalse();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("on schema version 2 the old release finds")
                .contains("remark");
    }

    @Test
    void aFileThatFailsOnTheRowsIsAProblem() {
        migrations.expand(2, "CREATE UNIQUE INDEX CONCURRENTLY i ON orders (remark);");

        RehearsalReport report = door.rehearse(ReleaseValidation.NONE, ReleaseValidation.NONE);

        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("expand/V2__step.sql fails")
                .contains("unique index");
        assertThat(report.to()).isEqualTo(1);
    }

    @Test
    void aValidationMayBeACommand() {
        migrations.expand(2, "SELECT 1;");
        ReleaseValidation good =
                new ValidationCommand("test -n \"$PGDATABASE\" && test \"$PGUSER\" = postgres", Duration.ofSeconds(20));
        ReleaseValidation bad =
                new ValidationCommand("echo starting; echo no table orders; exit 3", Duration.ofSeconds(20));

        RehearsalReport report = door.rehearse(good, bad);

        assertThat(report.problems())
                .containsExactly(
                        "on schema version 2 the new release finds: 'echo starting; echo no table orders; exit 3' left with 3: no table orders");
    }

    @Test
    void aCommandThatHangsIsEnded() {
        migrations.expand(2, "SELECT 1;");

        RehearsalReport report =
                door.rehearse(new ValidationCommand("sleep 60", Duration.ofMillis(300)), ReleaseValidation.NONE);

        assertThat(report.problems()).singleElement().asString().contains("did not end within");
    }

    private static Optional<String> tries(MigrationSettings copy, String query, String who, List<String> seen) {
        seen.add(who);
        try {
            execute(copy.url(), query);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e.getMessage());
        }
    }
}

package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Migrations.release;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.execute;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.settings;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every way a migration can be wrong: a sentence, and the database as before or exactly described. */
class BadInputTest {
    private static final String TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, remark text);";

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path folder;

    private String url;
    private Migrations migrations;

    @BeforeEach
    void aDatabaseAtVersionOne() throws SQLException {
        url = SERVER.newDatabase();
        migrations = new Migrations(folder).expand(1, TABLE);
        expand();
    }

    private MigrationReport expand() {
        return new SchemaMigrations(settings(url, folder)).expand(release("2", 0, 99), SchemaUsers.NOBODY);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatExpandIsRefused() {
        return assertThatThrownBy(this::expand).isInstanceOf(MigrationRefused.class);
    }

    private int version() {
        return new SchemaMigrations(settings(url, folder)).status().version();
    }

    @Test
    void anEditedMigration() throws IOException {
        Files.writeString(folder.resolve("expand/V1__step.sql"), TABLE + "\n-- one more word");
        migrations.expand(2, "SELECT 1;");

        assertThatExpandIsRefused()
                .hasMessageContaining("version 1")
                .hasMessageContaining("was edited after it was applied")
                .hasMessageContaining("put the file back")
                .hasMessageContaining("nothing was changed");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void anAppliedMigrationWhoseFileIsGone() throws IOException, SQLException {
        migrations.expand(2, "SELECT 1;");
        expand();
        Files.delete(folder.resolve("expand/V1__step.sql"));

        assertThatExpandIsRefused().hasMessageContaining("version 1 is missing").hasMessageContaining("without gaps");
    }

    @Test
    void anOlderCheckoutThanTheDatabaseIsNoError() throws IOException {
        migrations.expand(2, "SELECT 1;");
        expand();
        Files.delete(folder.resolve("expand/V2__step.sql"));

        assertThat(expand().to()).isEqualTo(2);
    }

    @Test
    void aMissingVersion() {
        migrations.expand(3, "SELECT 1;");

        assertThatExpandIsRefused().hasMessageContaining("version 2 is missing").hasMessageContaining("V3__step.sql");
    }

    @Test
    void twoHeads() {
        migrations.expand(2, "SELECT 1;").contract(2, "SELECT 2;");

        assertThatExpandIsRefused()
                .hasMessageContaining("two migrations claim version 2")
                .hasMessageContaining("expand/V2__step.sql and contract/V2__step.sql")
                .hasMessageContaining("next free number");
    }

    @Test
    void aFileThatIsNotNamedAsAMigration() {
        migrations.write(MigrationPhase.EXPAND, "add-note.sql", "SELECT 1;");

        assertThatExpandIsRefused().hasMessageContaining("add-note.sql is not named as a migration");
    }

    @Test
    void anEmptyFolder() {
        assertThatThrownBy(() -> new SchemaMigrations(settings(url, folder.resolve("none"))).status())
                .hasMessageContaining("no migration found");
    }

    @Test
    void aSyntaxErrorIsFoundBeforeAnythingRuns() {
        migrations
                .expand(2, "ALTER TABLE orders ADD COLUMN a text;")
                .expand(3, "ALTER TABEL orders ADD COLUMN b text;");

        assertThatExpandIsRefused()
                .hasMessageContaining("expand/V3__step.sql:1 is UNKNOWN (unparseable)")
                .hasMessageContaining("TABEL");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void aSyntaxErrorThatSomebodyAcceptedIsRolledBack() throws SQLException {
        migrations.expand(
                2,
                "ALTER TABLE orders ADD COLUMN a text;\n-- bluegreen:accept unparseable the parser is too old\nALTER TABEL orders;");

        assertThatExpandIsRefused()
                .hasMessageContaining("expand/V2__step.sql:")
                .hasMessageContaining("syntax error")
                .hasMessageContaining("rolled back: the schema is at version 1 as before");
        assertThat(columns()).isEqualTo("id,remark");
    }

    @Test
    void anUnparseableStatementPassesWithAMarkAndAReason() {
        migrations.expand(
                2,
                "-- bluegreen:accept unparseable statistics only\nALTER TABLE orders ALTER COLUMN remark SET STATISTICS 5;");
        assertThat(expand().to()).isEqualTo(2);
        migrations.expand(3, "-- bluegreen:accept unparseable\nALTER SYSTEM SET work_mem = '5MB';");

        assertThatExpandIsRefused().hasMessageContaining("unparseable");
    }

    @Test
    void aMigrationThatFailsHalfWayInATransactionLeavesNothing() throws SQLException {
        execute(url, "INSERT INTO orders VALUES (1, 'x'), (2, 'x')");
        migrations.expand(
                2,
                "ALTER TABLE orders ADD COLUMN a text;\n-- bluegreen:accept create-index small\nCREATE UNIQUE INDEX twice ON orders (remark);");

        assertThatExpandIsRefused()
                .hasMessageContaining("expand/V2__step.sql")
                .hasMessageContaining("could not create unique index")
                .hasMessageContaining("at version 1 as before");
        assertThat(columns()).isEqualTo("id,remark");
    }

    @Test
    void aMigrationThatFailsHalfWayOutsideATransactionIsDescribedAndCanBeTakenUpAgain() throws SQLException {
        execute(url, "INSERT INTO orders VALUES (1, 'x'), (2, 'x')");
        migrations.expand(2, "CREATE UNIQUE INDEX CONCURRENTLY orders_remark ON orders (remark);");

        assertThatExpandIsRefused()
                .hasMessageContaining("does not run in a transaction")
                .hasMessageContaining("at version 1")
                .hasMessageContaining("DROP INDEX CONCURRENTLY orders_remark, then run it again");
        assertThatExpandIsRefused().hasMessageContaining("failed before and left the invalid index orders_remark");

        execute(url, "DROP INDEX CONCURRENTLY orders_remark", "UPDATE orders SET remark = 'y' WHERE id = 2");
        assertThat(expand().to()).isEqualTo(2);
    }

    @Test
    void whatCannotRunInATransactionNeedsAFileOfItsOwn() {
        migrations.expand(2, "ALTER TABLE orders ADD COLUMN a text;\nCREATE INDEX CONCURRENTLY i ON orders (a);");

        assertThatExpandIsRefused()
                .hasMessageContaining("expand/V2__step.sql:2 cannot run in a transaction")
                .hasMessageContaining("file of its own");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void aCommitInAFileIsRefused() {
        migrations.expand(2, "ALTER TABLE orders ADD COLUMN a text;\nCOMMIT;");

        assertThatExpandIsRefused()
                .hasMessageContaining("expand/V2__step.sql:2 COMMIT")
                .hasMessageContaining("leave the statement out");
    }

    @Test
    void aMigrationThatWaitsForALockGivesUpAndLeavesTheTableFree() throws SQLException {
        migrations.expand(2, "ALTER TABLE orders ADD COLUMN a text;");
        try (Connection reader = PostgresServer.connect(url)) {
            reader.setAutoCommit(false);
            try (java.sql.Statement statement = reader.createStatement()) {
                statement.execute("SELECT * FROM orders");
                assertThatExpandIsRefused()
                        .hasMessageContaining("waited 300 ms for a lock")
                        .hasMessageContaining("at version 1 as before");
            }
            execute(url, "SET lock_timeout = '100ms'", "INSERT INTO orders VALUES (7, 'not blocked')");
        }
        assertThat(expand().to()).isEqualTo(2);
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() {
        migrations.expand(2, "-- bluegreen:accept function-call a test\nSELECT pg_sleep(5);");

        assertThatThrownBy(() -> new SchemaMigrations(new MigrationSettings(
                                url, "postgres", "", folder, Duration.ofMillis(200), Duration.ofMillis(400)))
                        .expand(release("2", 0, 9), SchemaUsers.NOBODY))
                .hasMessageContaining("was cancelled")
                .hasMessageContaining("at version 1 as before");
    }

    @Test
    void aConnectionThatIsLostInTheMiddle() throws SQLException {
        migrations.expand(
                2,
                "ALTER TABLE orders ADD COLUMN a text;\n-- bluegreen:accept function-call a test\nSELECT pg_sleep(10);");
        CompletableFuture<MigrationReport> run = CompletableFuture.supplyAsync(this::expand);
        String sleeper =
                "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND query LIKE '%pg_sleep(10)%' AND pid <> pg_backend_pid()";
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> "true".equals(value(url, sleeper)));

        assertThatThrownBy(run::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("was lost")
                .hasMessageContaining("at version 1 as before");
        assertThat(columns()).isEqualTo("id,remark");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void aServerThatDoesNotAnswer() {
        assertThatThrownBy(() -> new SchemaMigrations(settings("jdbc:postgresql://localhost:1/shop", folder)).status())
                .hasMessageContaining("could not be made or was lost")
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUpWithinSeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            MigrationSettings there =
                    settings("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop", folder);
            Assertions.assertTimeout(
                    Duration.ofSeconds(30), () -> assertThatThrownBy(() -> SchemaMigrations.version(there))
                            .hasMessageContaining("could not be made or was lost"));
        }
    }

    @Test
    void wrongCredentialsAreNamedWithoutThePassword() {
        MigrationSettings wrong = MigrationSettings.of(url, "no_such_user", "hunter2", folder);

        assertThatThrownBy(() -> new SchemaMigrations(wrong).status())
                .hasMessageContaining("the database refuses user no_such_user")
                .hasMessageNotContaining("hunter2");
        assertThat(wrong.toString()).doesNotContain("hunter2");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        assertThatThrownBy(() -> new SchemaMigrations(settings(SERVER.url("nowhere"), folder)).status())
                .hasMessageContaining("does not exist");
    }

    @Test
    void twoMigrationsAtOnceRunOneAfterTheOther() {
        migrations.expand(
                2,
                "ALTER TABLE orders ADD COLUMN a text;\n-- bluegreen:accept function-call a test\nSELECT pg_sleep(1);");

        CompletableFuture<MigrationReport> first = CompletableFuture.supplyAsync(this::expand);
        CompletableFuture<MigrationReport> second = CompletableFuture.supplyAsync(this::expand);

        assertThat(first.join().to()).isEqualTo(2);
        assertThat(second.join().to()).isEqualTo(2);
    }

    private String columns() throws SQLException {
        return value(
                url,
                "SELECT string_agg(column_name, ',' ORDER BY 1) FROM information_schema.columns WHERE table_name = 'orders'");
    }
}

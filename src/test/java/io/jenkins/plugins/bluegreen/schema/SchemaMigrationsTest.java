package io.jenkins.plugins.bluegreen.schema;

import static io.jenkins.plugins.bluegreen.schema.Migrations.release;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.execute;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.settings;
import static io.jenkins.plugins.bluegreen.schema.PostgresServer.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SchemaMigrationsTest {
    private static final String TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, remark text);";

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @TempDir
    private Path folder;

    private String url;
    private Migrations migrations;

    @BeforeEach
    void aNewDatabase() throws SQLException {
        url = SERVER.newDatabase();
        migrations = new Migrations(folder);
    }

    private SchemaMigrations door() {
        return new SchemaMigrations(settings(url, folder));
    }

    @Test
    void aReleaseGoesThroughExpandAndContract() throws SQLException {
        migrations
                .expand(1, TABLE)
                .expand(2, "ALTER TABLE orders ADD COLUMN note text;")
                .contract(
                        3, "-- bluegreen:accept drop-column release 1 is gone\nALTER TABLE orders DROP COLUMN remark;");

        MigrationReport first = door().expand(release("1", 1, 2), SchemaUsers.NOBODY);
        assertThat(first.to()).isEqualTo(2);
        assertThat(first.applied())
                .extracting(MigrationReport.Applied::file)
                .containsExactly("expand/V1__step.sql", "expand/V2__step.sql");

        assertThat(door().status()).isEqualTo(new SchemaState(2, List.of(), List.of("contract/V3__step.sql"), ""));

        MigrationReport second = door().contract(SchemaUsers.live(release("2", 2, 3)));
        assertThat(second.to()).isEqualTo(3);
        assertThat(
                        value(
                                url,
                                "SELECT string_agg(column_name, ',' ORDER BY 1) FROM information_schema.columns WHERE table_name = 'orders'"))
                .isEqualTo("id,note");
    }

    @Test
    void contractTakesADropWithoutAMarkButNotALongLock() {
        migrations
                .expand(1, TABLE)
                .contract(2, "ALTER TABLE orders DROP COLUMN remark;")
                .contract(3, "CREATE INDEX i ON orders (id);");
        door().expand(release("1", 1, 3), SchemaUsers.NOBODY);

        assertThatThrownBy(() -> door().contract(SchemaUsers.live(release("1", 1, 3))))
                .hasMessageContaining("contract/V3__step.sql:1 is CARE (create-index)")
                .hasMessageNotContaining("drop-column");
        migrations.contract(3, "SELECT 1;");
        assertThat(door().contract(SchemaUsers.live(release("1", 1, 3))).to()).isEqualTo(3);
    }

    @Test
    void nothingPendingIsNoError() {
        migrations.expand(1, TABLE);
        door().expand(release("1", 1, 1), SchemaUsers.NOBODY);

        MigrationReport again = door().expand(release("2", 1, 1), SchemaUsers.live(release("1", 1, 1)));

        assertThat(again.applied()).isEmpty();
        assertThat(again.to()).isEqualTo(1);
    }

    @Test
    void aFirstDeploymentAppliesTheWholeHistory() {
        migrations
                .expand(1, TABLE)
                .contract(2, "-- bluegreen:accept drop-column nobody reads it\nALTER TABLE orders DROP COLUMN remark;")
                .expand(3, "ALTER TABLE orders ADD COLUMN note text;")
                .contract(4, "SELECT 1;");

        assertThat(door().expand(release("9", 3, 4), SchemaUsers.NOBODY).to()).isEqualTo(3);
    }

    @Test
    void aDestructiveStatementInExpandIsRefusedWithTheWayToDoItEvenWhenAccepted() throws SQLException {
        migrations
                .expand(1, TABLE)
                .expand(2, "-- bluegreen:accept drop-column I am sure\nALTER TABLE orders DROP COLUMN remark;");

        assertThatThrownBy(() -> door().expand(release("1", 1, 2), SchemaUsers.NOBODY))
                .isInstanceOf(MigrationRefused.class)
                .hasMessageContaining("expand/V2__step.sql:2 is DESTRUCTIVE (drop-column)")
                .hasMessageContaining("ALTER TABLE orders DROP COLUMN remark")
                .hasMessageContaining("contract: drop it after the keep window")
                .hasMessageContaining("Nothing was changed");
        assertThat(value(url, "SELECT to_regclass('orders')")).isNull();
    }

    @Test
    void contractWaitsForTheReleaseThatCanComeBack() {
        migrations.expand(1, TABLE).contract(2, "SELECT 1;");
        door().expand(release("1", 1, 1), SchemaUsers.NOBODY);

        assertThatThrownBy(() ->
                        door().contract(SchemaUsers.live(release("2", 1, 2)).keeping(release("1", 1, 1))))
                .hasMessageContaining("release 1 can still come back")
                .hasMessageContaining("keep window");
    }

    @Test
    void expandIsRefusedWhenTheLiveReleaseDoesNotRunOnTheResult() {
        migrations.expand(1, TABLE);
        door().expand(release("1", 1, 1), SchemaUsers.NOBODY);
        migrations.expand(2, "ALTER TABLE orders ADD COLUMN note text;");

        assertThatThrownBy(() -> door().expand(release("2", 2, 2), SchemaUsers.live(release("1", 1, 1))))
                .hasMessageContaining("release 1 does not run on schema version 2 (it declares 1 to 1) and is live");
        assertThat(door().status().version()).isEqualTo(1);
    }

    @Test
    void theNextExpandWaitsForTheContractThatIsDue() {
        migrations.expand(1, TABLE).contract(2, "SELECT 1;");
        door().expand(release("1", 1, 2), SchemaUsers.NOBODY);
        migrations.expand(3, "ALTER TABLE orders ADD COLUMN note text;");

        assertThatThrownBy(() -> door().expand(release("2", 2, 3), SchemaUsers.live(release("1", 1, 3))))
                .hasMessageContaining("contract/V2__step.sql of an earlier release is still due");
    }

    @Test
    void anIndexIsBuiltConcurrentlyWhileWritersGoOn() throws SQLException {
        migrations.expand(1, TABLE).expand(2, "CREATE INDEX CONCURRENTLY orders_remark ON orders (remark);");

        door().expand(release("1", 1, 2), SchemaUsers.NOBODY);

        assertThat(value(url, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'orders_remark'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void aDatabaseWithTablesButNoHistoryCanBeTakenOver() throws SQLException {
        execute(url, TABLE);
        migrations.expand(1, TABLE).expand(2, "ALTER TABLE orders ADD COLUMN note text;");
        assertThatThrownBy(() -> door().expand(release("1", 1, 2), SchemaUsers.NOBODY))
                .hasMessageContaining("--baseline");

        door().baseline(1);

        assertThat(door().expand(release("1", 1, 2), SchemaUsers.NOBODY).to()).isEqualTo(2);
    }

    @Test
    void aFileThatLocksTwoTablesIsRefusedUnlessSomebodyAcceptsIt() {
        migrations
                .expand(1, TABLE)
                .expand(2, "CREATE TABLE customers (id bigint);")
                .expand(3, "ALTER TABLE orders ADD COLUMN a text;\nALTER TABLE customers ADD COLUMN a text;");

        assertThatThrownBy(() -> door().expand(release("1", 1, 3), SchemaUsers.NOBODY))
                .hasMessageContaining("expand/V3__step.sql:2 locks another table while the file holds orders")
                .hasMessageContaining("a file of its own")
                .hasMessageContaining("-- bluegreen:accept second-lock <reason>")
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void aDestructiveStatementOfContractDoesNotHideWhatElseItDoes() {
        migrations
                .expand(1, TABLE)
                .contract(2, "ALTER TABLE orders DROP COLUMN remark, ADD CONSTRAINT c CHECK (id > 0);");
        door().expand(release("1", 1, 2), SchemaUsers.NOBODY);

        assertThatThrownBy(() -> door().contract(SchemaUsers.live(release("1", 1, 2))))
                .hasMessageContaining("contract/V2__step.sql:1 is CARE (add-check)");
    }
}

package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that locks two tables can deadlock with whoever uses them in the other order. */
class LocksTest {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    private static Set<String> lockedBeforeTheLast(String sql) {
        List<Finding> findings = new Classifier().classify("f.sql", sql);
        return findings.get(findings.size() - 1).lockedBefore();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE b ADD COLUMN x text",
                "CREATE INDEX i ON b (x)",
                "CREATE TRIGGER t AFTER INSERT ON b FOR EACH ROW EXECUTE FUNCTION f()",
                "DROP TRIGGER t ON b",
                "CREATE POLICY p ON b USING (true)",
                "DROP TABLE b",
                "DROP INDEX b_x",
                "TRUNCATE b",
                "LOCK TABLE b",
                "UPDATE b SET x = 1 WHERE id = 1",
                "DELETE FROM b WHERE id = 1",
                "CREATE TABLE c (id bigint REFERENCES b (id))"
            })
    void theSecondTableThatAFileLocksIsFound(String statement) {
        assertThat(lockedBeforeTheLast("ALTER TABLE public.a ADD COLUMN x text;\n" + statement + ";"))
                .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE a ADD COLUMN y text",
                "ALTER TABLE b VALIDATE CONSTRAINT c",
                "CREATE TABLE c (id bigint)",
                "INSERT INTO b VALUES (1)",
                "SELECT * FROM b",
                "COMMENT ON TABLE b IS 'x'",
                "GRANT SELECT ON b TO someone",
                "-- bluegreen:accept second-lock nobody uses both\nALTER TABLE b ADD COLUMN x text"
            })
    void otherStatementsAddNoLock(String statement) {
        assertThat(lockedBeforeTheLast("ALTER TABLE a ADD COLUMN x text;\n" + statement + ";"))
                .isEmpty();
    }

    @Test
    void tablesOfTheFileItselfAndEarlierFilesDoNotCount() {
        assertThat(lockedBeforeTheLast(
                        "CREATE TABLE a (id bigint);\nCREATE INDEX i ON a (id);\nALTER TABLE b ADD x text;"))
                .isEmpty();
        Classifier classifier = new Classifier();
        classifier.classify("1.sql", "ALTER TABLE a ADD COLUMN x text;");
        assertThat(classifier.classify("2.sql", "ALTER TABLE b ADD COLUMN x text;"))
                .allMatch(finding -> finding.lockedBefore().isEmpty());
    }

    @Test
    void postgresEndsOneOfTheTwo() throws SQLException {
        String url = SERVER.newDatabase();
        PostgresServer.execute(url, "CREATE TABLE a (id bigint)", "CREATE TABLE b (id bigint)");
        try (Connection migration = PostgresServer.connect(url);
                Connection user = PostgresServer.connect(url)) {
            for (Connection each : List.of(migration, user)) {
                execute(each, "SET deadlock_timeout = '50ms'");
                each.setAutoCommit(false);
            }
            execute(migration, "ALTER TABLE a ADD COLUMN x text");
            execute(user, "SELECT * FROM b");
            CompletableFuture<String> users = CompletableFuture.supplyAsync(() -> stateOf(user, "SELECT * FROM a"));
            String migrations = stateOf(migration, "ALTER TABLE b ADD COLUMN x text");
            migration.rollback();

            assertThat(Stream.of(migrations, users.join())).containsExactlyInAnyOrder("", "40P01");
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (java.sql.Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** The SQL state of the error, empty for none. */
    private static String stateOf(Connection connection, String statement) {
        try {
            execute(connection, statement);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}

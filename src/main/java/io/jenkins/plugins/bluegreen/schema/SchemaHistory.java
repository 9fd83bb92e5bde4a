package io.jenkins.plugins.bluegreen.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Flyway's table in the database, read without Flyway: what was applied, and what failed half way. */
final class SchemaHistory {
    static final String TABLE = "flyway_schema_history";

    private static final int CONNECT_SECONDS = 5;
    private static final int GLANCE_SECONDS = 3;

    /** As Flyway makes it. */
    private static final String CREATE =
            "CREATE TABLE IF NOT EXISTS flyway_schema_history (installed_rank integer PRIMARY KEY,"
                    + " version varchar(50), description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,"
                    + " checksum integer, installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),"
                    + " execution_time integer NOT NULL, success boolean NOT NULL)";

    private final MigrationSettings settings;
    private final PGSimpleDataSource source;

    SchemaHistory(MigrationSettings settings) {
        this.settings = settings;
        source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("blue-green-deploy");
    }

    /** For a reader who has other things to do: a database that accepts connections and says nothing is given up after seconds. */
    static SchemaHistory glance(MigrationSettings settings) {
        SchemaHistory history = new SchemaHistory(settings);
        history.source.setLoginTimeout(GLANCE_SECONDS);
        history.source.setSocketTimeout(GLANCE_SECONDS);
        return history;
    }

    DataSource source() {
        return source;
    }

    /** What the table says. {@code failed} is the file whose row is marked as failed, or empty. */
    record Recorded(int version, String failed) {}

    /** The same for whoever has nothing to undo. */
    Recorded recorded() {
        try {
            return read();
        } catch (SQLException e) {
            throw new MigrationRefused(
                    "the schema version cannot be read: " + Failure.clause(e, settings) + "; nothing was changed", e);
        }
    }

    Recorded read() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return new Recorded(0, "");
            }
            int version = 0;
            String failed = "";
            try (ResultSet rows = statement.executeQuery(
                    "SELECT version, script, success FROM flyway_schema_history WHERE version IS NOT NULL ORDER BY installed_rank")) {
                while (rows.next()) {
                    if (rows.getBoolean("success")) {
                        version = Math.max(version, Integer.parseInt(rows.getString("version")));
                    } else {
                        failed = rows.getString("script");
                    }
                }
            }
            return new Recorded(version, failed);
        }
    }

    /**
     * Indexes that a broken-off CREATE INDEX CONCURRENTLY left behind: they cost writes and serve no query. One of a partitioned table is
     * invalid by design until every partition has its own.
     */
    List<String> invalidIndexes() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
                                + " WHERE NOT indisvalid AND relkind = 'i' ORDER BY 1")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /** Forgets a failed run, so that its file can run again. */
    void forgetFailed() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM flyway_schema_history WHERE NOT success");
        }
    }

    /** Writes down that a file has run, as Flyway would, where Flyway did not run it. */
    void remember(MigrationFile file) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                                + " execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, ?, ?, 'SQL', ?,"
                                + " current_user, 0, true FROM flyway_schema_history")) {
            insert.setString(1, String.valueOf(file.version()));
            insert.setString(2, file.name());
            insert.setString(3, file.name());
            statement.execute(CREATE);
            insert.executeUpdate();
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }
}

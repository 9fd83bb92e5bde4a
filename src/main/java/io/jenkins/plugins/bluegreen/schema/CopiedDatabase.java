package io.jenkins.plugins.bluegreen.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A throw-away database beside the original, removed on close.
 *
 * <p>PostgreSQL copies a database as template only while nobody is connected to it. Where somebody is, the schema is built anew from the files
 * that have been applied: the same tables, but without rows.
 */
final class CopiedDatabase implements AutoCloseable {
    private static final String IN_USE = "55006";

    private final MigrationSettings server;
    private final MigrationSettings copy;
    private final String name;
    private final boolean withRows;

    private CopiedDatabase(MigrationSettings server, MigrationSettings copy, String name, boolean withRows) {
        this.server = server;
        this.copy = copy;
        this.name = name;
        this.withRows = withRows;
    }

    static CopiedDatabase of(MigrationSettings settings, MigrationFolder folder, int version) throws SQLException {
        int options = settings.url().indexOf('?') < 0
                ? settings.url().length()
                : settings.url().indexOf('?');
        int slash = settings.url().lastIndexOf('/', options - 1);
        String source = settings.url().substring(slash + 1, options);
        if (slash < 0 || source.isEmpty()) {
            throw new MigrationRefused("the database address " + settings.url() + " names no database");
        }
        String name = "rehearsal_" + UUID.randomUUID().toString().replace("-", "");
        MigrationSettings server = at(settings, slash, "postgres", options);
        MigrationSettings copy = at(settings, slash, name, options);
        try {
            execute(server, "CREATE DATABASE " + name + " TEMPLATE " + quoted(source));
            return new CopiedDatabase(server, copy, name, true);
        } catch (SQLException e) {
            if (!IN_USE.equals(e.getSQLState())) {
                throw e;
            }
        }
        execute(server, "CREATE DATABASE " + name + " TEMPLATE template0");
        CopiedDatabase built = new CopiedDatabase(server, copy, name, false);
        try {
            for (MigrationFile file : folder.upTo(version)) {
                built.run(file);
            }
            return built;
        } catch (SQLException | RuntimeException e) {
            built.close();
            throw e;
        }
    }

    /** Runs a file and writes it into the copy's history, where releases look for the version. */
    RehearsalReport.RehearsedFile run(MigrationFile file) throws SQLException {
        RehearsalReport.RehearsedFile ran = new MeasuredRun(copy, file).run();
        new SchemaHistory(copy).remember(file);
        return ran;
    }

    MigrationSettings settings() {
        return copy;
    }

    /** Whether it holds the original's rows, so that its lock times say something of the original's. */
    boolean withRows() {
        return withRows;
    }

    @Override
    public void close() throws SQLException {
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static MigrationSettings at(MigrationSettings settings, int slash, String database, int options) {
        return settings.withUrl(settings.url().substring(0, slash + 1)
                + database
                + settings.url().substring(options));
    }

    private static void execute(MigrationSettings settings, String sql) throws SQLException {
        try (Connection connection = new SchemaHistory(settings).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

package io.jenkins.plugins.bluegreen.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs one file statement by statement, as one transaction where that is possible, and watches the locks it holds. */
final class MeasuredRun {
    /** Every mode that blocks reads or writes of others; on tables that were there before. */
    private static final String BLOCKING =
            "SELECT l.relation::regclass::text, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                    + " WHERE l.pid = pg_backend_pid() AND l.granted AND c.relkind IN ('r', 'p', 'm')"
                    + " AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')"
                    + " AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)";

    private static final String TABLES = "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p', 'm')";

    private final MigrationSettings database;
    private final MigrationFile file;

    MeasuredRun(MigrationSettings database, MigrationFile file) {
        this.database = database;
        this.file = file;
    }

    RehearsalReport.RehearsedFile run() throws SQLException {
        List<Statement> statements = Script.split(file.sql());
        try (Connection connection = new SchemaHistory(database).source().getConnection();
                java.sql.Statement sql = connection.createStatement()) {
            sql.execute("SET lock_timeout = '" + database.lockTimeout().toMillis() + "ms'");
            sql.execute(
                    "SET statement_timeout = '" + database.statementTimeout().toMillis() + "ms'");
            Stopwatch watch = new Stopwatch(sql);
            connection.setAutoCommit(statements.stream().anyMatch(Transactions::refuses));
            Set<String> before = tables(sql);
            Map<String, Duration> since = new LinkedHashMap<>();
            Duration started = watch.elapsed();
            for (Statement statement : statements) {
                Duration at = watch.elapsed();
                sql.execute(statement.text());
                blocking(sql, before).forEach(lock -> since.putIfAbsent(lock, at));
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            Duration ended = watch.elapsed();
            List<RehearsalReport.HeldLock> locks = new ArrayList<>();
            since.forEach((lock, at) -> {
                String[] parts = lock.split("\t");
                locks.add(new RehearsalReport.HeldLock(parts[0], parts[1], ended.minus(at)));
            });
            return new RehearsalReport.RehearsedFile(file.version(), file.name(), ended.minus(started), locks);
        }
    }

    private static Set<String> tables(java.sql.Statement sql) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = sql.executeQuery(TABLES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static List<String> blocking(java.sql.Statement sql, Set<String> among) throws SQLException {
        List<String> locks = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery(BLOCKING)) {
            while (rows.next()) {
                if (among.contains(rows.getString(1))) {
                    locks.add(rows.getString(1) + "\t" + rows.getString(2));
                }
            }
        }
        return locks;
    }

    /** Time by the database's own clock, so that this package needs none. */
    private record Stopwatch(java.sql.Statement sql) {
        Duration elapsed() throws SQLException {
            try (ResultSet row = sql.executeQuery("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")) {
                row.next();
                return Duration.ofNanos(row.getLong(1) * 1000);
            }
        }
    }
}

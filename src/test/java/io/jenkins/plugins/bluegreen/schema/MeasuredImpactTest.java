package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * PostgreSQL itself as the judge of the corpus: each statement runs on tables with rows, and the locks it holds, the rows it reads and the files
 * it rewrites are taken from the server. A statement blocks for long when it works on rows of a table that was there before while it holds a lock
 * that keeps others from reading or writing it.
 */
class MeasuredImpactTest {
    private static final int ROWS = 1000;
    private static final String BLOCKED =
            "SELECT DISTINCT l.relation::regclass::text FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                    + " WHERE l.pid = pg_backend_pid() AND c.relkind IN ('r', 'p', 'm') AND c.relnamespace = 'public'::regnamespace"
                    + " AND l.mode = ANY (CASE c.relkind WHEN 'm' THEN ARRAY['AccessExclusiveLock']"
                    + " ELSE ARRAY['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'] END)";
    private static final String ROWS_READ = "SELECT relname, coalesce(seq_tup_read, 0) FROM pg_stat_xact_user_tables";
    private static final String FILES =
            "SELECT oid::regclass::text, relfilenode FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm')";

    /** Brief, but CARE for what cannot be seen or for the queue behind the lock; PostgreSQL measures no work on rows here. */
    private static final Set<String> CARE_FOR_ANOTHER_REASON = Set.of(
            "drop-index",
            "drop-constraint",
            "delete-some",
            "update-all",
            "merge",
            "replace-routine",
            "create-trigger",
            "toggle-trigger",
            "create-rule",
            "alter-policy",
            "change-owner",
            "alter-sequence",
            "lock-table",
            "timeout-removed",
            "alter-domain");

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Test
    void postgresAgreesOnWhatBlocksForLong() throws SQLException {
        String url = SERVER.newDatabase();
        PostgresServer.execute(url, Corpus.shop(), fill());
        List<String> wrong = new ArrayList<>();
        int measured = 0;
        int left = 0;
        try (Connection connection = PostgresServer.connect(url)) {
            for (Corpus.Entry entry : Corpus.entries()) {
                if (entry.impact() != Impact.SAFE && entry.impact() != Impact.CARE || outsideTransactions(entry)) {
                    left++;
                    continue;
                }
                measured++;
                boolean blocks;
                try {
                    blocks = measure(connection, entry);
                } catch (SQLException e) {
                    wrong.add(entry + "\n   cannot run: " + e.getMessage());
                    continue;
                }
                boolean expected = entry.impact() == Impact.CARE && !CARE_FOR_ANOTHER_REASON.contains(entry.rule());
                if (blocks != expected && (blocks || !CARE_FOR_ANOTHER_REASON.contains(entry.rule()))) {
                    wrong.add(entry + "\n   is " + entry.impact() + " " + entry.rule() + ", but PostgreSQL measures "
                            + (blocks
                                    ? "work on rows under a blocking lock"
                                    : "no work on rows under a blocking lock"));
                }
            }
        }
        System.out.printf(
                "measured on PostgreSQL: %d of %d SAFE and CARE statements agree, %d others not measurable this way%n",
                measured - wrong.size(), measured, left);
        assertThat(wrong).isEmpty();
    }

    private static String fill() {
        return "INSERT INTO customers (id, email) SELECT n, 'c' || n FROM generate_series(1, " + ROWS + ") n;"
                + "INSERT INTO orders (id, customer_id, note, total) SELECT n, n, n::text, n FROM generate_series(1, "
                + ROWS + ") n;"
                + "INSERT INTO lines (order_id, no, sku, price) SELECT n, 1, 's' || n, 1 FROM generate_series(1, "
                + ROWS + ") n;"
                + "INSERT INTO events_2026 SELECT n, DATE '2026-03-01' FROM generate_series(1, " + ROWS + ") n;"
                + "REFRESH MATERIALIZED VIEW totals; ANALYZE;";
    }

    private static boolean outsideTransactions(Corpus.Entry entry) {
        return Script.split(entry.sql()).stream().anyMatch(Transactions::refuses)
                || entry.rule().equals("transaction");
    }

    /** Runs the entry in a transaction that is rolled back; only the last statement counts. */
    private static boolean measure(Connection connection, Corpus.Entry entry) throws SQLException {
        connection.setAutoCommit(false);
        try (java.sql.Statement sql = connection.createStatement()) {
            List<Statement> statements = Script.split(entry.sql());
            for (Statement statement : statements.subList(0, statements.size() - 1)) {
                sql.execute(statement.text());
            }
            Map<String, Long> readBefore = numbers(sql, ROWS_READ);
            Map<String, Long> filesBefore = numbers(sql, FILES);
            sql.execute(statements.get(statements.size() - 1).text());
            Set<String> worked = new HashSet<>();
            numbers(sql, ROWS_READ).forEach((table, rows) -> {
                if (rows > readBefore.getOrDefault(table, 0L)) {
                    worked.add(table);
                }
            });
            Map<String, Long> filesAfter = numbers(sql, FILES);
            filesBefore.forEach((table, file) -> {
                if (filesAfter.containsKey(table) && !file.equals(filesAfter.get(table))) {
                    worked.add(table);
                }
            });
            try (ResultSet rows = sql.executeQuery(BLOCKED)) {
                Set<String> blocked = new HashSet<>();
                while (rows.next()) {
                    blocked.add(rows.getString(1));
                }
                blocked.retainAll(filesBefore.keySet());
                blocked.retainAll(worked);
                return !blocked.isEmpty();
            }
        } finally {
            connection.rollback();
        }
    }

    private static Map<String, Long> numbers(java.sql.Statement sql, String query) throws SQLException {
        Map<String, Long> numbers = new TreeMap<>();
        try (ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
        }
        return numbers;
    }
}

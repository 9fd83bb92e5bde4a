package io.jenkins.plugins.bluegreen.schema;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a database error means to the person who reads it. */
final class Failure {
    private static final Pattern LINE = Pattern.compile("^Line\\s*:\\s*(\\d+)", Pattern.MULTILINE);

    private Failure() {}

    /** One clause: what happened. */
    static String clause(Throwable thrown, MigrationSettings settings) {
        SQLException sql = sqlCause(thrown);
        if (sql == null) {
            return firstLine(thrown.getMessage());
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.equals("55P03")) {
            return "it waited " + settings.lockTimeout().toMillis()
                    + " ms for a lock that somebody else holds and gave up, so that nobody queues behind it; run it again at a quieter moment"
                    + " or end the long transaction (pg_stat_activity)";
        }
        if (state.equals("57014")) {
            return "a statement took longer than " + settings.statementTimeout().toSeconds()
                    + " s and was cancelled; give a longer --statement-timeout or make it smaller";
        }
        if (state.startsWith("28")) {
            return "the database refuses user " + settings.user() + "; check user and password";
        }
        if (state.equals("3D000")) {
            return "the database of " + settings.url() + " does not exist";
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "the connection to " + settings.url() + " could not be made or was lost ("
                    + firstLine(sql.getMessage()) + ")";
        }
        return firstLine(sql.getMessage()) + " (SQLSTATE " + state + ")";
    }

    /** The line of the script in which it happened, with a colon before it; empty if unknown. */
    static String line(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            Matcher line = LINE.matcher(String.valueOf(at.getMessage()));
            if (line.find()) {
                return ":" + line.group(1);
            }
        }
        return "";
    }

    private static SQLException sqlCause(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static String firstLine(String message) {
        return message == null
                ? "no reason given"
                : message.lines().findFirst().orElse("").strip();
    }
}

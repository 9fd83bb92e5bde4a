package io.jenkins.plugins.bluegreen.schema;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how migrations run.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}
 * @param user role that owns the tables
 * @param password its password; never printed
 * @param folder holds {@code expand/} and {@code contract/}
 * @param lockTimeout how long a statement may wait for a lock before it gives up, 100 ms to 1 min
 * @param statementTimeout how long a statement may take, at least the lock time-out
 */
public record MigrationSettings(
        String url, String user, String password, Path folder, Duration lockTimeout, Duration statementTimeout) {
    /** Short enough that the queue behind a waiting ALTER TABLE is not felt as an outage. */
    public static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    public static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    public MigrationSettings {
        if (url == null || !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "the database address must begin with jdbc:postgresql:, for example jdbc:postgresql://db.internal:5432/shop");
        }
        if (lockTimeout.compareTo(SHORTEST) < 0 || lockTimeout.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "lock time-out " + lockTimeout.toMillis()
                            + " ms: give 100 ms to 1 min, because everybody else waits behind a migration that waits for a lock");
        }
        if (statementTimeout.compareTo(lockTimeout) < 0) {
            throw new IllegalArgumentException("statement time-out " + statementTimeout.toMillis()
                    + " ms is shorter than the lock time-out " + lockTimeout.toMillis() + " ms: give at least that");
        }
    }

    /** With the default time-outs. */
    public static MigrationSettings of(String url, String user, String password, Path folder) {
        return new MigrationSettings(url, user, password, folder, LOCK_TIMEOUT, STATEMENT_TIMEOUT);
    }

    /** The same with other time-outs. */
    public MigrationSettings withTimeouts(Duration lock, Duration statement) {
        return new MigrationSettings(url, user, password, folder, lock, statement);
    }

    /** The same with files of another folder. */
    public MigrationSettings withFolder(Path other) {
        return new MigrationSettings(url, user, password, other, lockTimeout, statementTimeout);
    }

    MigrationSettings withUrl(String other) {
        return new MigrationSettings(other, user, password, folder, lockTimeout, statementTimeout);
    }

    @Override
    public String toString() {
        return user + " at " + url + ", migrations in " + folder + ", lock time-out " + lockTimeout.toMillis()
                + " ms, statement time-out " + statementTimeout.toMillis() + " ms";
    }
}

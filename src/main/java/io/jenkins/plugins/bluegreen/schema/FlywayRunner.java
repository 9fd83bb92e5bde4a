package io.jenkins.plugins.bluegreen.schema;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateOutput;

/** Flyway at the edge: validates what was applied and runs files one by one, each with the time-outs set. */
final class FlywayRunner implements MigrationRunner {
    private static final int LOCK_RETRIES = 5;

    private final MigrationSettings settings;
    private final MigrationFolder folder;
    private final SchemaHistory history;

    FlywayRunner(MigrationSettings settings, MigrationFolder folder) {
        this.settings = settings;
        this.folder = folder;
        this.history = new SchemaHistory(settings);
    }

    @Override
    public SchemaHistory.Recorded recorded() {
        return history.recorded();
    }

    /** A file that failed outside a transaction holds one statement, so nothing is left but perhaps an invalid index. */
    @Override
    public void clear(String failed) {
        try {
            List<String> invalid = history.invalidIndexes();
            if (!invalid.isEmpty()) {
                throw new MigrationRefused(failed + " failed before and left the invalid " + describe(invalid));
            }
            history.forgetFailed();
        } catch (SQLException e) {
            throw new MigrationRefused(
                    failed + " failed before, and its state cannot be read: " + Failure.clause(e, settings), e);
        }
    }

    @Override
    public void validate() {
        List<ValidateOutput> invalid;
        try {
            invalid = flyway("latest").validateWithResult().invalidMigrations;
        } catch (FlywayException e) {
            throw new MigrationRefused(
                    "the applied migrations cannot be checked: " + Failure.clause(e, settings)
                            + "; nothing was changed",
                    e);
        }
        for (ValidateOutput output : invalid) {
            throw new MigrationRefused(
                    switch (output.errorDetails.errorCode.toString()) {
                        case "CHECKSUM_MISMATCH" ->
                            "version " + output.version + " (" + output.filepath
                                    + ") was edited after it was applied here: put the file back as it was and write the change as a new migration; nothing was changed";
                        case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED" ->
                            "version " + output.version
                                    + " was applied here, but its file is missing from " + folder.path()
                                    + ": put it back; nothing was changed";
                        default ->
                            "version " + output.version + " does not agree with the database: "
                                    + output.errorDetails
                                            .errorMessage
                                            .lines()
                                            .findFirst()
                                            .orElse("") + "; nothing was changed";
                    });
        }
    }

    @Override
    public Duration run(MigrationFile file) {
        try {
            MigrateResult result = flyway(String.valueOf(file.version())).migrate();
            return Duration.ofMillis(result.getTotalMigrationTime());
        } catch (FlywayException e) {
            if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw new MigrationRefused(
                        "the database has tables but no history of migrations: tell at which version it is with migrate --baseline <version>; nothing was changed",
                        e);
            }
            throw new MigrationRefused(
                    file.name() + Failure.line(e) + " failed: " + Failure.clause(e, settings) + ". " + stateAfter(file),
                    e);
        }
    }

    /** Exactly how the database stands now. */
    private String stateAfter(MigrationFile file) {
        try {
            SchemaHistory.Recorded now = history.read();
            if (now.version() >= file.version()) {
                return "It was committed nevertheless: the schema is at version " + now.version();
            }
            List<String> invalid = history.invalidIndexes();
            if (now.failed().isEmpty() && invalid.isEmpty()) {
                return "Its transaction was rolled back: the schema is at version " + now.version() + " as before";
            }
            return "It does not run in a transaction: the schema is at version " + now.version()
                    + (invalid.isEmpty()
                            ? " and nothing was left behind"
                            : " and left the invalid " + describe(invalid));
        } catch (SQLException e) {
            return "The database cannot be asked now (" + Failure.clause(e, settings)
                    + "): unless its commit had been reached, the schema is as before; ask again with migrate --status";
        }
    }

    private static String describe(List<String> invalidIndexes) {
        return (invalidIndexes.size() == 1 ? "index " : "indexes ") + String.join(", ", invalidIndexes)
                + ": DROP INDEX CONCURRENTLY " + String.join(", ", invalidIndexes) + ", then run it again";
    }

    /** Takes a database that has tables but no history as being at a version. */
    void baseline(int version) {
        try {
            configure("latest").baselineVersion(String.valueOf(version)).load().baseline();
        } catch (FlywayException e) {
            throw new MigrationRefused(
                    "the database cannot be taken as version " + version + ": " + Failure.clause(e, settings), e);
        }
    }

    private String[] locations() {
        return Arrays.stream(MigrationPhase.values())
                .map(phase -> folder.path().resolve(phase.folder()))
                .filter(Files::isDirectory)
                .map(path -> "filesystem:" + path)
                .toArray(String[]::new);
    }

    private Flyway flyway(String target) {
        return configure(target).load();
    }

    private FluentConfiguration configure(String target) {
        return Flyway.configure(FlywayRunner.class.getClassLoader())
                .dataSource(history.source())
                .locations(locations())
                .table(SchemaHistory.TABLE)
                .target(target)
                .initSql("SET lock_timeout = '" + settings.lockTimeout().toMillis() + "ms'; SET statement_timeout = '"
                        + settings.statementTimeout().toMillis() + "ms'")
                .placeholderReplacement(false)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .connectRetries(0)
                .lockRetryCount(LOCK_RETRIES)
                .loggers(QuietLog.class.getName())
                // CREATE INDEX CONCURRENTLY waits for every open transaction, so Flyway's own lock must not be one.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }
}

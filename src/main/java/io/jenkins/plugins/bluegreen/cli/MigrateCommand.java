package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.schema.MigrationPhase;
import io.jenkins.plugins.bluegreen.schema.MigrationRefused;
import io.jenkins.plugins.bluegreen.schema.MigrationReport;
import io.jenkins.plugins.bluegreen.schema.MigrationSettings;
import io.jenkins.plugins.bluegreen.schema.ReleaseFile;
import io.jenkins.plugins.bluegreen.schema.ReleaseValidation;
import io.jenkins.plugins.bluegreen.schema.SchemaMigrations;
import io.jenkins.plugins.bluegreen.schema.ValidationCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bluegreen migrate}: judges migrations, runs their two phases, rehearses them. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Judges and runs database migrations in two phases, so that the way back stays open.",
        footer = {
            "",
            "Exit codes: 0 done, or every statement is safe or accepted; 1 refused or failed, and the message says how the database stands;"
                    + " 2 bad usage.",
            "The password is read from the environment variable PGPASSWORD."
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final Duration VALIDATION_TIMEOUT = Duration.ofMinutes(1);

    @ArgGroup(multiplicity = "1")
    private Action action;

    @Option(
            names = "--after",
            arity = "1..*",
            paramLabel = "FILE",
            description = "files applied before those to check; they tell the types of columns")
    private List<Path> after = List.of();

    @Option(
            names = "--folder",
            defaultValue = "app/migrations",
            description = "holds expand/ and contract/ (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Option(
            names = "--url",
            description = "jdbc:postgresql://host:port/database (default: environment variable DATABASE_JDBC_URL)")
    private String url;

    @Option(names = "--user", description = "owner of the tables (default: environment variable PGUSER)")
    private String user;

    @Option(
            names = "--release",
            paramLabel = "FILE",
            defaultValue = "app/release.json",
            description =
                    "release file of the release to deploy; of the live one for contract (default: ${DEFAULT-VALUE})")
    private Path release;

    @Option(
            names = "--live",
            paramLabel = "FILE",
            description = "release file of the release that takes the traffic; without it expand is a first deployment")
    private Path live;

    @Option(
            names = "--kept",
            paramLabel = "FILE",
            description =
                    "release file of the release on the other side, while it is kept for rollback; contract waits for it")
    private Path kept;

    @Option(
            names = "--lock-timeout",
            paramLabel = "MS",
            description = "milliseconds a statement may wait for a lock (default: 2000)")
    private long lockTimeout = MigrationSettings.LOCK_TIMEOUT.toMillis();

    @Option(
            names = "--statement-timeout",
            paramLabel = "S",
            description = "seconds a statement may take (default: 300)")
    private long statementTimeout = MigrationSettings.STATEMENT_TIMEOUT.toSeconds();

    @Option(
            names = "--validate-old",
            paramLabel = "COMMAND",
            description =
                    "rehearsal: the old release's validation; it finds the copy in PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD")
    private String validateOld;

    @Option(names = "--validate-new", paramLabel = "COMMAND", description = "rehearsal: the new release's validation")
    private String validateNew;

    @Option(names = "--output", defaultValue = "text", description = "text or json (default: ${DEFAULT-VALUE})")
    private Output output;

    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;

    /** Exactly one of these. */
    static final class Action {
        @Option(
                names = "--check",
                arity = "1..*",
                paramLabel = "FILE",
                description = "judge these files, in the order given, without a database")
        private List<Path> check;

        @Option(
                names = "--phase",
                description = "run a phase: expand (before traffic moves) or contract (after the old side is retired)")
        private Phase phase;

        @Option(
                names = "--rehearse",
                description = "run what is pending on a throw-away copy of the database and report lock times")
        private boolean rehearse;

        @Option(names = "--status", description = "schema version and pending files")
        private boolean status;

        @Option(
                names = "--baseline",
                paramLabel = "VERSION",
                description = "take a database that has tables but no history as being at this version")
        private Integer baseline;
    }

    enum Output {
        text,
        json
    }

    enum Phase {
        expand(MigrationPhase.EXPAND),
        contract(MigrationPhase.CONTRACT);

        private final MigrationPhase phase;

        Phase(MigrationPhase phase) {
            this.phase = phase;
        }
    }

    public MigrateCommand() {
        this(System.getenv());
    }

    MigrateCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        MigrateOutput printer = output == Output.json ? new MigrateJson(out) : new MigrateText(out);
        try {
            return run(printer) ? 0 : 1;
        } catch (MigrationRefused e) {
            printer.refused(e.getMessage(), spec.commandLine().getErr());
            return 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } finally {
            out.flush();
            spec.commandLine().getErr().flush();
        }
    }

    /** Whether all is well. */
    private boolean run(MigrateOutput printer) {
        if (action.check != null) {
            return printer.check(SchemaMigrations.check(after, action.check));
        }
        SchemaMigrations migrations = new SchemaMigrations(settings());
        if (action.status) {
            return printer.status(migrations.status());
        }
        if (action.baseline != null) {
            migrations.baseline(action.baseline);
            return printer.status(migrations.status());
        }
        return action.rehearse
                ? printer.rehearsal(migrations.rehearse(validation(validateOld), validation(validateNew)))
                : printer.report(runPhase(migrations));
    }

    private static ReleaseValidation validation(String command) {
        return command == null ? ReleaseValidation.NONE : new ValidationCommand(command, VALIDATION_TIMEOUT);
    }

    private MigrationReport runPhase(SchemaMigrations migrations) {
        Release named = ReleaseFile.read(release);
        return action.phase.phase == MigrationPhase.EXPAND
                ? migrations.expand(named, Optional.ofNullable(live).map(ReleaseFile::read))
                : migrations.contract(named, Optional.ofNullable(kept).map(ReleaseFile::read));
    }

    private MigrationSettings settings() {
        return new MigrationSettings(
                firstGiven(url, "DATABASE_JDBC_URL", "--url"),
                firstGiven(user, "PGUSER", "--user"),
                environment.getOrDefault("PGPASSWORD", ""),
                folder,
                Duration.ofMillis(lockTimeout),
                Duration.ofSeconds(statementTimeout));
    }

    private String firstGiven(String option, String variable, String name) {
        String value = option != null ? option : environment.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("give " + name + " or set the environment variable " + variable);
        }
        return value;
    }
}

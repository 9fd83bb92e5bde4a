package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import io.jenkins.plugins.bluegreen.schema.MigrationPhase;
import io.jenkins.plugins.bluegreen.schema.MigrationRefused;
import io.jenkins.plugins.bluegreen.schema.MigrationSettings;
import io.jenkins.plugins.bluegreen.schema.ReleaseFile;
import io.jenkins.plugins.bluegreen.schema.ReleaseValidation;
import io.jenkins.plugins.bluegreen.schema.SchemaMigrations;
import io.jenkins.plugins.bluegreen.schema.ValidationCommand;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
            names = "--environment",
            paramLabel = "NAME",
            description = {
                "database, folder, live release and kept release are those of this environment: of its schema in the configuration,",
                "and of its deployments; contract waits until no deployment of it is under way"
            })
    private String environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "where the environment is described (default: environment variable BLUEGREEN_CONFIG, then bluegreen.yaml)")
    private Path config;

    @Option(names = "--folder", description = "holds expand/ and contract/ (default: app/migrations)")
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
            description =
                    "release file of the release to deploy; of the live one for contract (default: app/release.json)")
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

    private final Map<String, String> variables;

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

    MigrateCommand(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
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
        if (environment == null) {
            return run(printer, settings(), this::namedUsers);
        }
        if (url != null || user != null || live != null || kept != null) {
            throw new IllegalArgumentException(
                    "--url, --user, --live and --kept follow from --environment " + environment + ": leave them out");
        }
        Configuration configuration = Configuration.load(Shared.file(config));
        MigrationSettings settings = configuration.database(environment).settings();
        try (Installation installation = Installation.open(configuration)) {
            return run(
                    printer,
                    folder == null ? settings : settings.withFolder(folder),
                    () -> deployedUsers(installation.engine()));
        }
    }

    private boolean run(MigrateOutput printer, MigrationSettings settings, Supplier<SchemaUsers> users) {
        SchemaMigrations migrations = new SchemaMigrations(
                settings.withTimeouts(Duration.ofMillis(lockTimeout), Duration.ofSeconds(statementTimeout)));
        if (action.status) {
            return printer.status(migrations.status());
        }
        if (action.baseline != null) {
            migrations.baseline(action.baseline);
            return printer.status(migrations.status());
        }
        if (action.rehearse) {
            return printer.rehearsal(migrations.rehearse(validation(validateOld), validation(validateNew)));
        }
        return printer.report(
                action.phase.phase == MigrationPhase.EXPAND
                        ? migrations.expand(release(), users.get())
                        : migrations.contract(users.get()));
    }

    private static ReleaseValidation validation(String command) {
        return command == null ? ReleaseValidation.NONE : new ValidationCommand(command, VALIDATION_TIMEOUT);
    }

    /** The release that is named: the one to deploy, or for contract the live one. */
    private Release release() {
        return ReleaseFile.read(orElse(release, "app/release.json"));
    }

    private SchemaUsers namedUsers() {
        if (action.phase.phase == MigrationPhase.EXPAND) {
            return live == null ? SchemaUsers.NOBODY : SchemaUsers.live(ReleaseFile.read(live));
        }
        SchemaUsers alone = SchemaUsers.live(release());
        return kept == null ? alone : alone.keeping(ReleaseFile.read(kept));
    }

    /** Where nothing was ever deployed by this tool, the live release is the one that is named. */
    private SchemaUsers deployedUsers(Engine engine) {
        SchemaUsers users = engine.schemaUsers(environment);
        boolean ask = users.releases().isEmpty() && action.phase.phase == MigrationPhase.CONTRACT && release != null;
        return ask ? SchemaUsers.live(release()) : users;
    }

    private MigrationSettings settings() {
        return MigrationSettings.of(
                firstGiven(url, "DATABASE_JDBC_URL", "--url"),
                firstGiven(user, "PGUSER", "--user"),
                variables.getOrDefault("PGPASSWORD", ""),
                orElse(folder, "app/migrations"));
    }

    private static Path orElse(Path given, String byDefault) {
        return given == null ? Path.of(byDefault) : given;
    }

    private String firstGiven(String option, String variable, String name) {
        String value = option != null ? option : variables.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(
                    "give " + name + " or set the environment variable " + variable + ", or give --environment");
        }
        return value;
    }
}

package io.jenkins.plugins.bluegreen.schema;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaContract;
import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The door of this package: check, expand, contract, rehearse, status.
 *
 * <p>Every refusal and every failure is a {@link MigrationRefused} whose message says in which state the database is left. {@link #check} is
 * stricter than the phases in one point: a destructive statement needs no mark in a file of the contract folder, and none helps it in expand.
 */
public final class SchemaMigrations {
    private final MigrationSettings settings;
    private final Function<MigrationFolder, MigrationRunner> runners;

    public SchemaMigrations(MigrationSettings settings) {
        this(settings, folder -> new FlywayRunner(settings, folder));
    }

    SchemaMigrations(MigrationSettings settings, Function<MigrationFolder, MigrationRunner> runners) {
        this.settings = settings;
        this.runners = runners;
    }

    /**
     * Judges files without a database, each as one transaction.
     *
     * @param after files that have been applied before; they tell the types of columns and are not judged
     * @param files the files to judge, in the order in which they will run
     */
    public static MigrationCheck check(List<Path> after, List<Path> files) {
        Classifier classifier = new Classifier();
        after.forEach(file -> classifier.classify(file.toString(), MigrationFile.read(file)));
        List<Finding> findings = new ArrayList<>();
        files.forEach(file -> findings.addAll(classifier.classify(file.toString(), MigrationFile.read(file))));
        return new MigrationCheck(findings);
    }

    /** How far a database is, whatever files there are here; known, or refused, within seconds. */
    public static int version(MigrationSettings settings) {
        return SchemaHistory.glance(settings).recorded().version();
    }

    /** How far the database is, and what is pending. */
    public SchemaState status() {
        MigrationFolder folder = MigrationFolder.read(settings.folder());
        SchemaHistory.Recorded recorded = runners.apply(folder).recorded();
        return new SchemaState(
                recorded.version(),
                pending(folder, recorded.version(), MigrationPhase.EXPAND),
                pending(folder, recorded.version(), MigrationPhase.CONTRACT),
                recorded.failed());
    }

    /**
     * Runs the pending expand migrations, before traffic moves.
     *
     * @param next the release that is about to be deployed
     * @param users the releases that must go on working; nobody on a first deployment, which applies every file up to the last expand
     */
    public MigrationReport expand(Release next, SchemaUsers users) {
        MigrationFolder folder = MigrationFolder.read(settings.folder());
        MigrationRunner runner = runners.apply(folder);
        int from = ready(runner);
        List<MigrationFile> due =
                MigrationPlan.expand(folder, from, !users.releases().isEmpty());
        require(SchemaContract.mayExpand(next, users, MigrationPlan.target(due, from)));
        return run(MigrationPhase.EXPAND, runner, folder, from, due);
    }

    /**
     * Runs the pending contract migrations, when no release that needs the old schema can come back.
     *
     * @param users the live release alone; anything else is refused
     */
    public MigrationReport contract(SchemaUsers users) {
        MigrationFolder folder = MigrationFolder.read(settings.folder());
        MigrationRunner runner = runners.apply(folder);
        int from = ready(runner);
        List<MigrationFile> due = MigrationPlan.contract(folder, from);
        require(SchemaContract.mayContract(users, MigrationPlan.target(due, from)));
        return run(MigrationPhase.CONTRACT, runner, folder, from, due);
    }

    /**
     * Runs everything pending on a throw-away copy; the database itself is not touched. The user needs the right to create databases.
     *
     * @param live the old release's validation, run after the expand files
     * @param next the new release's validation, run after each phase
     */
    public RehearsalReport rehearse(ReleaseValidation live, ReleaseValidation next) {
        MigrationFolder folder = MigrationFolder.read(settings.folder());
        MigrationRunner runner = runners.apply(folder);
        int from = runner.recorded().version();
        runner.validate();
        return new Rehearsal(settings, folder, from).run(live, next);
    }

    /** Takes a database that has tables but no history of migrations as being at a version; its files are not run. */
    public void baseline(int version) {
        new FlywayRunner(settings, MigrationFolder.read(settings.folder())).baseline(version);
    }

    private static int ready(MigrationRunner runner) {
        SchemaHistory.Recorded recorded = runner.recorded();
        if (!recorded.failed().isEmpty()) {
            runner.clear(recorded.failed());
        }
        runner.validate();
        return recorded.version();
    }

    private static MigrationReport run(
            MigrationPhase phase, MigrationRunner runner, MigrationFolder folder, int from, List<MigrationFile> due) {
        MigrationPlan.requireHarmless(folder.upTo(from), due);
        List<MigrationReport.Applied> applied = new ArrayList<>();
        for (MigrationFile file : due) {
            applied.add(new MigrationReport.Applied(file.version(), file.name(), runner.run(file)));
        }
        return new MigrationReport(phase, from, MigrationPlan.target(due, from), applied);
    }

    private static void require(Verdict verdict) {
        if (!verdict.isPass()) {
            throw new MigrationRefused(verdict.reason() + "; nothing was changed");
        }
    }

    private static List<String> pending(MigrationFolder folder, int from, MigrationPhase phase) {
        return folder.after(from).stream()
                .filter(file -> file.phase() == phase)
                .map(MigrationFile::name)
                .toList();
    }
}

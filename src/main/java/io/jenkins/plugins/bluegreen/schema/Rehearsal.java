package io.jenkins.plugins.bluegreen.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs what is pending on a throw-away copy of the database, and lets both releases try the result. */
final class Rehearsal {
    private final MigrationSettings settings;
    private final MigrationFolder folder;
    private final int from;
    private final List<RehearsalReport.RehearsedFile> files = new ArrayList<>();
    private boolean withRows;
    private final List<String> problems = new ArrayList<>();

    Rehearsal(MigrationSettings settings, MigrationFolder folder, int from) {
        this.settings = settings;
        this.folder = folder;
        this.from = from;
    }

    RehearsalReport run(ReleaseValidation live, ReleaseValidation next) {
        int reached = from;
        try (CopiedDatabase copy = CopiedDatabase.of(settings, folder, from)) {
            withRows = copy.withRows();
            reached = rehearse(copy, live, next);
        } catch (SQLException e) {
            problems.add("no copy of the database could be made: " + Failure.clause(e, settings));
        }
        return new RehearsalReport(from, reached, withRows, files, problems);
    }

    /** The old release must run on everything up to the first contract file; the new one on every phase's end. */
    private int rehearse(CopiedDatabase copy, ReleaseValidation live, ReleaseValidation next) {
        int reached = from;
        MigrationPhase phase = MigrationPhase.EXPAND;
        for (MigrationFile file : folder.after(from)) {
            if (file.phase() != phase) {
                validate(copy, phase == MigrationPhase.EXPAND ? live : ReleaseValidation.NONE, next, reached);
                phase = file.phase();
            }
            try {
                files.add(copy.run(file));
            } catch (SQLException e) {
                problems.add(file.name() + " fails: " + Failure.clause(e, settings));
                return reached;
            }
            reached = file.version();
        }
        validate(copy, phase == MigrationPhase.EXPAND ? live : ReleaseValidation.NONE, next, reached);
        return reached;
    }

    private void validate(CopiedDatabase copy, ReleaseValidation live, ReleaseValidation next, int version) {
        live.problem(copy.settings())
                .ifPresent(
                        problem -> problems.add("on schema version " + version + " the old release finds: " + problem));
        next.problem(copy.settings())
                .ifPresent(
                        problem -> problems.add("on schema version " + version + " the new release finds: " + problem));
    }
}

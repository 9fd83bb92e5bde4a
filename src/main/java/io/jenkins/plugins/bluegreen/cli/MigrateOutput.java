package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.schema.MigrationCheck;
import io.jenkins.plugins.bluegreen.schema.MigrationReport;
import io.jenkins.plugins.bluegreen.schema.RehearsalReport;
import io.jenkins.plugins.bluegreen.schema.SchemaState;
import java.io.PrintWriter;

/** How {@code migrate} speaks. Each method prints a result and says whether all is well. */
interface MigrateOutput {
    boolean check(MigrationCheck check);

    boolean status(SchemaState state);

    boolean report(MigrationReport report);

    boolean rehearsal(RehearsalReport report);

    void refused(String message, PrintWriter err);
}

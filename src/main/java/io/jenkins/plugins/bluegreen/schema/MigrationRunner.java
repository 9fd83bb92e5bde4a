package io.jenkins.plugins.bluegreen.schema;

import java.time.Duration;

/** What the phases need of a database. */
interface MigrationRunner {
    /** What the database remembers. */
    SchemaHistory.Recorded recorded();

    /** Clears away a run that failed half way, or refuses and says what a person must do first. */
    void clear(String failed);

    /** Refuses a folder whose applied files are not those the database remembers. */
    void validate();

    /** Runs the one file that leads to the next version. */
    Duration run(MigrationFile file);
}

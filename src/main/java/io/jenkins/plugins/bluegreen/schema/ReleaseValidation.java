package io.jenkins.plugins.bluegreen.schema;

import java.util.Optional;

/** A release's own judgement of a database: it runs its statements there. */
@FunctionalInterface
public interface ReleaseValidation {
    /** For a release that brings no validation. */
    ReleaseValidation NONE = database -> Optional.empty();

    /**
     * Runs the release's validation against a database.
     *
     * @return what is wrong, in one sentence; empty if all is well
     */
    Optional<String> problem(MigrationSettings database);
}

package io.jenkins.plugins.bluegreen.schema;

import java.time.Duration;
import java.util.List;

/**
 * What a run did.
 *
 * @param phase expand or contract
 * @param from schema version before
 * @param to schema version after
 * @param applied the files that ran, in order
 */
public record MigrationReport(MigrationPhase phase, int from, int to, List<Applied> applied) {
    /** One file and the time it took. */
    public record Applied(int version, String file, Duration took) {}

    public MigrationReport {
        applied = List.copyOf(applied);
    }
}

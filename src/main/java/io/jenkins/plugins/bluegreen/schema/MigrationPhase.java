package io.jenkins.plugins.bluegreen.schema;

import java.util.Locale;

/** When a migration runs: before traffic moves, or after the old release is gone. Each phase is a folder of that name. */
public enum MigrationPhase {
    /** Before traffic moves: the old release must go on working on the result. */
    EXPAND,
    /** After the keep window, when no release that needs the old schema can come back. */
    CONTRACT;

    /** The folder's name. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.jenkins.plugins.bluegreen.schema;

/** A migration did not run, or stopped. The message says what, why, in which state the database is now, and what to do. */
public final class MigrationRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MigrationRefused(String message) {
        super(message);
    }

    MigrationRefused(String message, Throwable cause) {
        super(message, cause);
    }
}

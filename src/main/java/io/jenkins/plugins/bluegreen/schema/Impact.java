package io.jenkins.plugins.bluegreen.schema;

/** What a statement does to the release that is running while it is executed, mildest first. */
public enum Impact {
    /** The old release goes on working and no lock blocks it for long. */
    SAFE,
    /** The old release goes on working, but a lock blocks reads or writes of a table with rows while the statement runs, or its effect hangs on something the statement does not show. */
    CARE,
    /** It cannot be judged: it does not parse, or what it does is decided only when it runs. */
    UNKNOWN,
    /** Statements of the old release fail, or data that it needs is lost. */
    DESTRUCTIVE;

    /** The worse of the two. */
    Impact or(Impact other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

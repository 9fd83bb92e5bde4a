package io.jenkins.plugins.bluegreen.terraform;

import java.util.Locale;

/** What a plan must leave alone. */
public enum Rule {
    /** Weights and actions of listeners and their rules: they are the deployer's. */
    WEIGHTS,
    /** Least, wanted and most instances of a side: they are the deployer's. */
    CAPACITY,
    /** The template version that a side launches from, which is its release: it is the deployer's. */
    TEMPLATE,
    /** Deletion or replacement of what serves users or keeps their data. */
    LOSS,
    /** Protection against deletion switched off: the step before a loss. */
    PROTECTION,
    /** Something reachable from the Internet that was not before. */
    PUBLIC;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

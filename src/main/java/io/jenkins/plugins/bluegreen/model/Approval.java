package io.jenkins.plugins.bluegreen.model;

import java.time.Instant;

/**
 * A person's yes, bound to what they were shown.
 *
 * @param by who
 * @param evidence hash of the evidence they saw; empty where a caller goes on without one
 * @param reason why, in their words
 * @param at when
 */
public record Approval(String by, String evidence, String reason, Instant at) {
    public Approval {
        by = Text.orEmpty(by);
        evidence = Text.orEmpty(evidence);
        reason = Text.orEmpty(reason);
    }
}

package io.jenkins.plugins.bluegreen.port;

/** Whether a call may draw on the reserve of the API budget that is kept for the way back. */
public enum Urgency {
    ORDINARY,
    ROLLBACK
}

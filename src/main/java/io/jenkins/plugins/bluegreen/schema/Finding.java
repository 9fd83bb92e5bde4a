package io.jenkins.plugins.bluegreen.schema;

/**
 * What the classifier says of one statement.
 *
 * @param file as the caller named it
 * @param line where the statement begins, from 1
 * @param impact SAFE, CARE, UNKNOWN or DESTRUCTIVE
 * @param rule the rule that decided, as accept marks name it
 * @param reason why
 * @param instead how to do it without harm; empty for what is safe
 * @param accepted the reason somebody gave for accepting it; empty if nobody did
 * @param statement the statement as written
 */
public record Finding(
        String file,
        int line,
        Impact impact,
        String rule,
        String reason,
        String instead,
        String accepted,
        String statement) {

    /** Whether it may run: safe, or accepted by a mark that gives this rule and a reason. */
    public boolean passes() {
        return impact == Impact.SAFE || !accepted.isEmpty();
    }
}

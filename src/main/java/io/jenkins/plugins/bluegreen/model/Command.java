package io.jenkins.plugins.bluegreen.model;

/** What a person or a pipeline can tell a deployment that is under way. */
public sealed interface Command {
    /** Who says it. */
    String by();

    /**
     * Go on from VERIFIED, or from a share that is holding.
     *
     * @param plan the steps from here; may end below 100 % and then holds there
     * @param evidence hash of what was approved; empty = no approval is claimed
     * @param reason why, in the approver's words
     */
    record Shift(Plan plan, String evidence, String reason, String by) implements Command {}

    /** Return all traffic to the old side. */
    record RollBack(String reason, String by) implements Command {}

    /** End the keep window now. */
    record Retire(String by) implements Command {}

    /** Out of HALTED: what is there is wanted, a stranger's share, or the new side's where the way back cannot be gone. */
    record Adopt(String by) implements Command {}

    /** Out of HALTED: put back what the deployment had asked for and go on. */
    record Restore(String by) implements Command {}

    /** Out of HALTED: return all traffic to the old side. */
    record Abort(String by) implements Command {}
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Plan;
import java.io.Serializable;

/** What a {@code shiftTraffic} was asked for, as plain values that are saved with the build. */
final class ShiftOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String deployment;
    private final String plan;
    private final String evidence;
    private final String approvedBy;
    private final String reason;

    ShiftOrder(String deployment, String plan, String evidence, String approvedBy, String reason) {
        this.deployment = deployment;
        this.plan = plan;
        this.evidence = evidence == null ? "" : evidence;
        this.approvedBy = approvedBy;
        this.reason = reason == null ? "" : reason;
    }

    /** The deployment it is for; null = the environment's active one. */
    String deployment() {
        return deployment;
    }

    Plan plan() {
        return Plan.parse(plan);
    }

    Command.Shift command(String build) {
        return new Command.Shift(plan(), evidence, reason, approvedBy == null ? build : approvedBy);
    }
}

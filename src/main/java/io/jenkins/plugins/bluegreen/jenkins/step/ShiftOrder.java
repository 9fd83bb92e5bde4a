package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Plan;
import java.io.Serializable;
import java.util.Optional;

/** What a {@code shiftTraffic} was asked for, as plain values that are saved with the build. */
final class ShiftOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String deployment;
    private final String plan;
    private final String evidence;
    private final String approvedBy;
    private final boolean allowSelf;
    private final String reason;

    ShiftOrder(
            String deployment,
            Integer to,
            String plan,
            String evidence,
            String approvedBy,
            boolean allowSelf,
            String reason) {
        if (to != null && plan != null) {
            throw new IllegalArgumentException("both to and plan say how far traffic moves: give one of them");
        }
        this.deployment = deployment;
        this.plan = to == null ? plan : to + "%";
        this.evidence = evidence == null ? "" : evidence;
        this.approvedBy = approvedBy;
        this.allowSelf = allowSelf;
        this.reason = reason == null ? "" : reason;
        plan();
    }

    /** The deployment it is for; null = the environment's active one. */
    String deployment() {
        return deployment;
    }

    /** How far and how fast; empty = by the deployment's own plan. */
    Optional<Plan> plan() {
        return Optional.ofNullable(plan).map(Plan::parse);
    }

    /** Hash of what was approved; empty = no approval is claimed. */
    String evidence() {
        return evidence;
    }

    /** Whom the pipeline names; null = nobody. */
    String approvedBy() {
        return approvedBy;
    }

    boolean allowsSelf() {
        return allowSelf;
    }

    Command.Shift command(Plan along, Approver approver) {
        return new Command.Shift(along, evidence, reason, approver.words());
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Traffic;

/** Tells when whoever waits for a deployment need not wait any longer. Pure. */
public final class Resting {
    private Resting() {}

    /** Done for its caller, or standing still until a person decides. Weights that are still being put back are no rest. */
    public static boolean isAtRest(Deployment deployment) {
        if (deployment.phase().isTerminal() || deployment.phase() == Phase.HALTED) {
            return true;
        }
        boolean settled = deployment.traffic().stage() == Traffic.Stage.SETTLED;
        return settled
                && (deployment.isDoneForCaller() || isWaitingForWord(deployment) || isHoldingAtShare(deployment));
    }

    /** Verified, and told to wait there. */
    public static boolean isWaitingForWord(Deployment deployment) {
        return deployment.isWaitingForApproval();
    }

    /** At a share below 100 % that ends its plan. */
    public static boolean isHoldingAtShare(Deployment deployment) {
        return deployment.phase() == Phase.SHIFTING
                && deployment.isLastStep()
                && deployment.currentStep().percent() < 100
                && deployment.stepLanded().isPresent();
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Resting;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Plan;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code shiftTraffic}. */
final class ShiftExecution extends EngineExecution {
    private static final long serialVersionUID = 1L;

    private final ShiftOrder order;

    ShiftExecution(StepContext context, EnvironmentChoice choice, OnAbort onAbort, ShiftOrder order) {
        super(context, choice, onAbort);
        this.order = order;
    }

    @Override
    CompletableFuture<String> ask(ControllerEngine controller) {
        Engine engine = controller.engine();
        Deployment found = controller.deployment(environment(), order.deployment());
        boolean standsStill = Resting.isWaitingForWord(found) || Resting.isHoldingAtShare(found);
        // Where it already follows our plan, the word was given before a restart.
        Plan plan = order.plan().orElse(found.plan());
        if (standsStill || !found.plan().equals(plan)) {
            engine.command(environment(), found.id(), order.command(plan, build()));
        }
        return CompletableFuture.completedFuture(found.id());
    }

    @Override
    void conclude(ControllerEngine controller, Deployment atRest) {
        if (Resting.isWaitingForWord(atRest)) {
            fail(new AbortException("deployment " + atRest.id() + " of " + environment()
                    + " waits for another approval: " + atRest.reason()));
        } else {
            super.conclude(controller, atRest);
        }
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Resting;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Step;
import java.time.Duration;
import java.util.List;
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

    /** The plan that {@code to} or {@code plan} stand for; everything by the default plan if neither is given. */
    static Plan plan(Integer to, String plan) {
        if (to != null && plan != null) {
            throw new IllegalArgumentException("both to and plan say how far traffic moves: give one of them");
        }
        if (to != null) {
            return new Plan(List.of(new Step(to, Duration.ZERO)));
        }
        return plan == null ? Plan.DEFAULT : Plan.parse(plan);
    }

    @Override
    CompletableFuture<String> ask(ControllerEngine controller) {
        Engine engine = controller.engine();
        Deployment found = controller.deployment(environment(), order.deployment());
        boolean standsStill = Resting.isWaitingForWord(found) || Resting.isHoldingAtShare(found);
        // Where it already follows our plan, the word was given before a restart.
        if (standsStill || !found.plan().equals(order.plan())) {
            engine.command(environment(), found.id(), order.command(build()));
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

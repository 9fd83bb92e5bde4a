package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Resting;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.Requesters;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
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
    CompletableFuture<String> ask(ControllerEngine controller, Caller caller) throws IOException {
        Engine engine = controller.engine();
        Deployment found = controller.deployment(environment(), order.deployment());
        boolean standsStill = Resting.isWaitingForWord(found) || Resting.isHoldingAtShare(found);
        // Where it already follows our plan, the word was given before a restart.
        Plan plan = order.plan().orElse(found.plan());
        if (standsStill || !found.plan().equals(plan)) {
            engine.command(environment(), found.id(), order.command(plan, approver(controller)));
        }
        return CompletableFuture.completedFuture(found.id());
    }

    private Approver approver(ControllerEngine controller) throws IOException {
        try {
            Optional<String> answered = order.evidence().isEmpty()
                    ? Optional.empty()
                    : InputAnswer.to(getContext().get(FlowNode.class), order.evidence());
            return Approver.decide(
                    environment(),
                    build(),
                    order.approvedBy(),
                    answered,
                    Requesters.of(getContext().get(Run.class)),
                    order.allowsSelf(),
                    controller.approvals());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the build was asked who approved");
        }
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

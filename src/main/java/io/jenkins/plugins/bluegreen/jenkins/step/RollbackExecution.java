package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code rollback}. Aborting its build does not stop it: traffic on its way back is never left half way. */
final class RollbackExecution extends EngineExecution {
    private static final long serialVersionUID = 1L;

    private final String deployment;
    private final String reason;
    private final boolean ownOnly;

    RollbackExecution(
            StepContext context, EnvironmentChoice choice, String deployment, String reason, boolean ownOnly) {
        super(context, choice, OnAbort.CONTINUE);
        this.deployment = deployment;
        this.reason = reason == null ? "asked for by the pipeline" : reason;
        this.ownOnly = ownOnly;
    }

    @Override
    CompletableFuture<String> ask(ControllerEngine controller, Caller caller) {
        if (ownOnly && !isOwnUnderWay(controller)) {
            log("nothing of this build is under way in environment " + environment());
            succeed(Map.of());
            return new CompletableFuture<>();
        }
        Deployment found = controller.deployment(environment(), deployment);
        if (found.heading() != Heading.BACK) {
            Command back =
                    found.phase() == Phase.HALTED ? new Command.Abort(build()) : new Command.RollBack(reason, build());
            controller.engine().command(environment(), found.id(), back);
        }
        return CompletableFuture.completedFuture(found.id());
    }

    private boolean isOwnUnderWay(ControllerEngine controller) {
        return controller
                .engine()
                .active(environment())
                .map(Stored::order)
                .filter(order -> order.by().equals(build()) && (deployment == null || deployment.equals(order.id())))
                .isPresent();
    }

    @Override
    void conclude(ControllerEngine controller, Deployment atRest) {
        if (atRest.phase() != Phase.HALTED && atRest.heading() == Heading.BACK) {
            succeed(ResultMap.of(controller.receipt(environment(), atRest.id())));
        } else {
            super.conclude(controller, atRest);
        }
    }
}

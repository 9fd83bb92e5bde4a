package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code retireIdleSide}. */
final class RetireExecution extends EngineExecution {
    private static final long serialVersionUID = 1L;

    RetireExecution(StepContext context, EnvironmentChoice choice) {
        super(context, choice, OnAbort.CONTINUE);
    }

    @Override
    CompletableFuture<String> ask(ControllerEngine controller, Caller caller) throws IOException {
        String id = controller.deployment(environment(), null).id();
        // Before it is driven to its end, not when that is over.
        controller.lend(environment(), id, choice(), getContext());
        return controller
                .engine()
                .whenFree(environment(), build(), new DeploymentWatch(this::log))
                .thenApply(nothing -> id);
    }
}

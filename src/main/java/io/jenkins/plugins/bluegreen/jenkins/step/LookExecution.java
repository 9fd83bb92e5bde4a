package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step that asks once and tells the answer. Interrupted by a restart, it asks again. */
abstract class LookExecution extends EnvironmentExecution {
    private static final long serialVersionUID = 1L;

    LookExecution(StepContext context, EnvironmentChoice choice) {
        super(context, choice);
    }

    /** Asks, on a thread that may wait for AWS. */
    abstract Map<String, Object> look(ControllerEngine controller, Caller caller, Environment environment)
            throws AbortException;

    @Override
    final void advance(ControllerEngine controller, Caller caller) throws AbortException {
        succeed(look(controller, caller, controller.environment(choice())));
    }
}

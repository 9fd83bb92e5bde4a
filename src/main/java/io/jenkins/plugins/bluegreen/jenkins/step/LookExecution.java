package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that looks once and tells. Interrupted by a restart, it looks again. */
abstract class LookExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final EnvironmentChoice choice;
    private volatile boolean stopped;

    LookExecution(StepContext context, EnvironmentChoice choice) {
        super(context);
        this.choice = choice;
    }

    /** Looks, on a thread that may wait for AWS. */
    abstract Map<String, Object> look(ControllerEngine controller, Environment environment) throws AbortException;

    @Override
    public final boolean start() throws AbortException {
        try {
            ControllerEngine.get().environment(choice);
        } catch (IllegalArgumentException | ConfigurationException e) {
            throw EnvironmentStep.said(e);
        }
        onResume();
        return false;
    }

    @Override
    public final void onResume() {
        ControllerEngine.get().execute(this::lookAndTell);
    }

    @Override
    public final void stop(Throwable cause) {
        stopped = true;
        getContext().onFailure(cause);
    }

    @Override
    public final String getStatus() {
        return "looking at environment " + choice.name();
    }

    private void lookAndTell() {
        try {
            ControllerEngine controller = ControllerEngine.get();
            Environment environment = controller.environment(choice);
            controller.admit(environment.name(), choice, getContext());
            Map<String, Object> seen = look(controller, environment);
            if (!stopped) {
                getContext().onSuccess(seen);
            }
        } catch (WorldException | IllegalArgumentException e) {
            tell(new AbortException(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            tell(e);
        }
    }

    private void tell(Throwable failure) {
        if (!stopped) {
            getContext().onFailure(failure);
        }
    }
}

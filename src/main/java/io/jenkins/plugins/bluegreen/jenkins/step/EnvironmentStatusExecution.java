package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.engine.EnvironmentStatus;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code environmentStatus}. */
final class EnvironmentStatusExecution extends LookExecution {
    private static final long serialVersionUID = 1L;

    EnvironmentStatusExecution(StepContext context, EnvironmentChoice choice) {
        super(context, choice);
    }

    @Override
    Map<String, Object> look(ControllerEngine controller, Caller caller, Environment environment) {
        EnvironmentStatus status = caller.inspection().status(environment);
        Optional<Deployment> active =
                controller.engine().active(environment.name()).map(Stored::deployment);
        return ResultMap.of(status, active);
    }
}

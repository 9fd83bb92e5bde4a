package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.cost.EnvironmentCost;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentDescription;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code deploymentCost}. */
final class DeploymentCostExecution extends LookExecution {
    private static final long serialVersionUID = 1L;

    private final boolean bill;

    DeploymentCostExecution(StepContext context, EnvironmentChoice choice, boolean bill) {
        super(context, choice);
        this.bill = bill;
    }

    @Override
    Map<String, Object> look(ControllerEngine controller, Caller caller, Environment environment) {
        EnvironmentDescription description = controller.describe(choice());
        EnvironmentCost cost = caller.costs().month(description.sleepable(), description.schedule(), bill);
        cost.text().lines().forEach(this::log);
        return cost.values();
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code deploymentCost}: what an environment and its deployments have cost this month. */
public class DeploymentCostStep extends EnvironmentStep {
    private boolean bill = true;

    @DataBoundConstructor
    public DeploymentCostStep() {}

    /** Whether to ask Cost Explorer, which takes a cent for the first question of a day. */
    public boolean isBill() {
        return bill;
    }

    @DataBoundSetter
    public void setBill(boolean bill) {
        this.bill = bill;
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new DeploymentCostExecution(context, choice(), bill);
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("deploymentCost", Messages.deploymentCost_displayName());
        }
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code retireIdleSide}: ends the keep window now, and waits until the idle side is empty. */
public class RetireIdleSideStep extends EnvironmentStep {

    @DataBoundConstructor
    public RetireIdleSideStep() {}

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new RetireExecution(context, choice());
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("retireIdleSide", Messages.retireIdleSide_displayName());
        }
    }
}

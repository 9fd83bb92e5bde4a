package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code environmentStatus}: what an environment looks like now. */
public class EnvironmentStatusStep extends EnvironmentStep {

    @DataBoundConstructor
    public EnvironmentStatusStep() {}

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new EnvironmentStatusExecution(context, choice());
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("environmentStatus", Messages.environmentStatus_displayName());
        }
    }
}

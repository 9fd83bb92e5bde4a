package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code stopEnvironment}: puts an environment to sleep, both sides and its database. */
public class StopEnvironmentStep extends EnvironmentStep {
    private String whenBusy;

    @DataBoundConstructor
    public StopEnvironmentStep() {}

    public String getWhenBusy() {
        return whenBusy;
    }

    @DataBoundSetter
    public void setWhenBusy(String whenBusy) {
        this.whenBusy = Util.fixEmptyAndTrim(whenBusy);
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new SleepExecution(context, choice(), new SleepOrder(Wish.ASLEEP, WhenBusy.parse(whenBusy)));
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("stopEnvironment", Messages.stopEnvironment_displayName());
        }
    }
}

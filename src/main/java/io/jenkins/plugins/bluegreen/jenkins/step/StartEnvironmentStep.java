package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code startEnvironment}: wakes an environment, until it serves its users well. */
public class StartEnvironmentStep extends EnvironmentStep {
    private String keepAwake;
    private String whenBusy;

    @DataBoundConstructor
    public StartEnvironmentStep() {}

    /** How long no schedule puts it to sleep, for example {@code 4h}; null = any schedule may. */
    public String getKeepAwake() {
        return keepAwake;
    }

    @DataBoundSetter
    public void setKeepAwake(String keepAwake) {
        this.keepAwake = Util.fixEmptyAndTrim(keepAwake);
    }

    public String getWhenBusy() {
        return whenBusy;
    }

    @DataBoundSetter
    public void setWhenBusy(String whenBusy) {
        this.whenBusy = Util.fixEmptyAndTrim(whenBusy);
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        Instant until = keepAwake == null ? null : ControllerEngine.get().now().plus(Durations.parse(keepAwake));
        return new SleepExecution(context, choice(), Wish.AWAKE, until, WhenBusy.parse(whenBusy));
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("startEnvironment", Messages.startEnvironment_displayName());
        }
    }
}

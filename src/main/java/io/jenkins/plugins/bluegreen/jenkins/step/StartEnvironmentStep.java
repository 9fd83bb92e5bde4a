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
public class StartEnvironmentStep extends ReleaseStep {
    private String keepAwake;
    private String release;

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

    /** The first release of an environment that never had one; without effect if it had; null = none. */
    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        Instant until = keepAwake == null ? null : ControllerEngine.get().now().plus(Durations.parse(keepAwake));
        SleepOrder order = new SleepOrder(Wish.AWAKE, WhenBusy.parse(getWhenBusy()))
                .awakeUntil(until)
                .first(release, getImage(), getArtifact());
        return new SleepExecution(context, choice(), order);
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("startEnvironment", Messages.startEnvironment_displayName());
        }
    }
}

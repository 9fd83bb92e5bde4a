package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.Util;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code verifyHealth}: judges a side, or the environment as its users meet it. */
public class VerifyHealthStep extends EnvironmentStep {
    private String side;
    private String release;
    private boolean failBuild = true;

    @DataBoundConstructor
    public VerifyHealthStep() {}

    public String getSide() {
        return side;
    }

    @DataBoundSetter
    public void setSide(String side) {
        this.side = Util.fixEmptyAndTrim(side);
    }

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }

    public boolean isFailBuild() {
        return failBuild;
    }

    @DataBoundSetter
    public void setFailBuild(boolean failBuild) {
        this.failBuild = failBuild;
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new VerifyHealthExecution(context, choice(), side, release, failBuild);
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("verifyHealth", Messages.verifyHealth_displayName());
        }
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.Util;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code rollback}: returns all traffic to the other side, verified in live traffic. */
public class RollbackStep extends EnvironmentStep {
    private String deployment;
    private String reason;
    private boolean ownOnly;

    @DataBoundConstructor
    public RollbackStep() {}

    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(String deployment) {
        this.deployment = Util.fixEmptyAndTrim(deployment);
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    /** Whether a rollback without anything to roll back is fine: for {@code post} sections. */
    public boolean isOwnOnly() {
        return ownOnly;
    }

    @DataBoundSetter
    public void setOwnOnly(boolean ownOnly) {
        this.ownOnly = ownOnly;
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new RollbackExecution(context, choice(), deployment, reason, ownOnly);
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("rollback", Messages.rollback_displayName());
        }
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.Util;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code shiftTraffic}: moves a verified deployment, or one that holds at a share, to a share or along a plan. */
public class ShiftTrafficStep extends EnvironmentStep {
    private Integer to;
    private String plan;
    private String deployment;
    private String evidence;
    private String approvedBy;
    private boolean allowSelf;
    private String reason;
    private String onAbort;

    @DataBoundConstructor
    public ShiftTrafficStep() {}

    public Integer getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(Integer to) {
        this.to = to;
    }

    public String getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = Util.fixEmptyAndTrim(plan);
    }

    public String getDeployment() {
        return deployment;
    }

    @DataBoundSetter
    public void setDeployment(String deployment) {
        this.deployment = Util.fixEmptyAndTrim(deployment);
    }

    public String getEvidence() {
        return evidence;
    }

    @DataBoundSetter
    public void setEvidence(String evidence) {
        this.evidence = Util.fixEmptyAndTrim(evidence);
    }

    public String getApprovedBy() {
        return approvedBy;
    }

    @DataBoundSetter
    public void setApprovedBy(String approvedBy) {
        this.approvedBy = Util.fixEmptyAndTrim(approvedBy);
    }

    /** Whether whoever started the build may be who approved. */
    public boolean isAllowSelf() {
        return allowSelf;
    }

    @DataBoundSetter
    public void setAllowSelf(boolean allowSelf) {
        this.allowSelf = allowSelf;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort);
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new ShiftExecution(
                context,
                choice(),
                OnAbort.parse(onAbort),
                new ShiftOrder(deployment, to, plan, evidence, approvedBy, allowSelf, reason));
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("shiftTraffic", Messages.shiftTraffic_displayName());
        }
    }
}

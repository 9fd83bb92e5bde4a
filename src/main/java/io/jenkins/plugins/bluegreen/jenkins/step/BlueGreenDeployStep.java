package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.Util;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code blueGreenDeploy}: brings a release up on the idle side, verifies it, and shifts traffic to it under guards. */
public class BlueGreenDeployStep extends ReleaseStep {
    private final String release;
    private String plan;
    private String until;
    private String onAbort;
    private Integer schemaMin;
    private Integer schemaMax;

    @DataBoundConstructor
    public BlueGreenDeployStep(String release) {
        this.release = release;
    }

    public String getRelease() {
        return release;
    }

    public String getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = Util.fixEmptyAndTrim(plan);
    }

    public String getUntil() {
        return until;
    }

    @DataBoundSetter
    public void setUntil(String until) {
        this.until = Util.fixEmptyAndTrim(until);
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort);
    }

    public Integer getSchemaMin() {
        return schemaMin;
    }

    @DataBoundSetter
    public void setSchemaMin(Integer schemaMin) {
        this.schemaMin = schemaMin;
    }

    public Integer getSchemaMax() {
        return schemaMax;
    }

    @DataBoundSetter
    public void setSchemaMax(Integer schemaMax) {
        this.schemaMax = schemaMax;
    }

    @Override
    StepExecution execution(StepContext context) throws Exception {
        return new DeployExecution(context, choice(), OnAbort.parse(onAbort), order());
    }

    private DeployOrder order() {
        return new DeployOrder(
                release, getImage(), getArtifact(), schemaMin, schemaMax, plan, until, WhenBusy.parse(getWhenBusy()));
    }

    /** What the pipeline engine and the snippet generator know of it. */
    @Extension
    public static class DescriptorImpl extends EngineStepDescriptor {
        public DescriptorImpl() {
            super("blueGreenDeploy", Messages.blueGreenDeploy_displayName());
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("release") + " to " + namedArgs.getOrDefault("environment", "its environment");
        }
    }
}

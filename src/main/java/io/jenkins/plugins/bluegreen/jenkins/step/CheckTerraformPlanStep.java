package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code checkTerraformPlan}: fails when a plan would undo what deployments did, or delete what cannot be brought back. */
public class CheckTerraformPlanStep extends Step {
    private final String file;
    private List<String> allow;

    @DataBoundConstructor
    public CheckTerraformPlanStep(String file) {
        this.file = file;
    }

    /** The plan as {@code terraform show -json} writes it, in the workspace. */
    public String getFile() {
        return file;
    }

    /** Findings to let pass, as their sentences name them; null = none. */
    public List<String> getAllow() {
        return allow;
    }

    @DataBoundSetter
    public void setAllow(List<String> allow) {
        this.allow = allow == null || allow.isEmpty() ? null : allow;
    }

    @Override
    public StepExecution start(StepContext context) {
        // Groovy's own strings do not survive a restart.
        Set<String> keys = allow == null
                ? Set.of()
                : Set.copyOf(
                        allow.stream().map((Object each) -> each.toString()).toList());
        return new CheckTerraformPlanExecution(context, file, keys);
    }

    /** What the pipeline engine and the snippet generator know of it. It reads a file, so it needs a workspace. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "checkTerraformPlan";
        }

        @Override
        public String getDisplayName() {
            return Messages.checkTerraformPlan_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return String.valueOf(namedArgs.get("file"));
        }
    }
}

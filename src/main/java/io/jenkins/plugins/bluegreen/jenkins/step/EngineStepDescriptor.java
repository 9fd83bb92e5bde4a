package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.jenkins.config.CredentialsChoice;
import io.jenkins.plugins.bluegreen.model.Plan;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Steps that need no workspace, and so no agent: whatever they wait for, they hold no executor. Public, because Jenkins' views read the
 * names of a step by reflection, and would show none.
 */
@Restricted(NoExternalUse.class)
public abstract class EngineStepDescriptor extends StepDescriptor {
    private final String functionName;
    private final String displayName;

    EngineStepDescriptor(String functionName, String displayName) {
        this.functionName = functionName;
        this.displayName = displayName;
    }

    @Override
    public final String getFunctionName() {
        return functionName;
    }

    @Override
    public final String getDisplayName() {
        return displayName;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class, EnvVars.class);
    }

    /** Credentials to choose from in the snippet generator. */
    @POST
    public final ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId) {
        return CredentialsChoice.forJob(item, credentialsId);
    }

    /** What {@code until} can be; the default stays out of a generated snippet. */
    @POST
    public final ListBoxModel doFillUntilItems() {
        return choices("", "done", "verified");
    }

    /** What {@code onAbort} can be. */
    @POST
    public final ListBoxModel doFillOnAbortItems() {
        return choices("", OnAbort.ROLLBACK.word(), OnAbort.CONTINUE.word());
    }

    /** What {@code whenBusy} can be. */
    @POST
    public final ListBoxModel doFillWhenBusyItems() {
        return choices("", "fail", "wait");
    }

    /** Says whether a plan can be read. */
    @POST
    public final FormValidation doCheckPlan(@QueryParameter String value) {
        try {
            if (Util.fixEmptyAndTrim(value) != null) {
                Plan.parse(value);
            }
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static ListBoxModel choices(String byDefault, String... others) {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.choice_byDefault(others[0]), byDefault);
        for (int i = 1; i < others.length; i++) {
            model.add(others[i], others[i]);
        }
        return model;
    }
}

package io.jenkins.plugins.bluegreen.jenkins.ui;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The tab of a build that shows its deployments. */
@Restricted(NoExternalUse.class)
public class BuildTab extends Tab {
    private final BuildDeployments deployments;

    BuildTab(Run<?, ?> run, BuildDeployments deployments) {
        super(run);
        this.deployments = deployments;
    }

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(BlueGreenPermissions.VIEW) ? EnvironmentsPage.ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.buildTab_displayName();
    }

    @Override
    public String getUrlName() {
        return EnvironmentsPage.URL;
    }

    public Permission getRequiredPermission() {
        return BlueGreenPermissions.VIEW;
    }

    /** The deployments, the newest first; read by the view. */
    public List<DeploymentPage> getDeployments() {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        return deployments.pages();
    }

    /** Adds the tab to builds that have deployments. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        /** Narrow, so that looking for another action, as below, does not come back here. */
        @Override
        public Class<? extends Action> actionType() {
            return BuildTab.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            BuildDeployments deployments = ((Run<?, ?>) run).getAction(BuildDeployments.class);
            return deployments == null ? Set.of() : Set.of(new BuildTab(run, deployments));
        }
    }
}

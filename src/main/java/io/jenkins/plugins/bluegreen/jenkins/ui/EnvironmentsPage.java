package io.jenkins.plugins.bluegreen.jenkins.ui;

import hudson.Extension;
import hudson.model.RootAction;
import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page of all environments, at {@code /blue-green}. */
@Extension
@Restricted(NoExternalUse.class)
public class EnvironmentsPage implements RootAction {
    static final String ICON = "symbol-git-compare";

    /** What a visitor needs; read by the view. */
    public Permission getRequiredPermission() {
        return BlueGreenPermissions.VIEW;
    }

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(BlueGreenPermissions.VIEW) ? ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.environmentsPage_displayName();
    }

    @Override
    public String getUrlName() {
        return "blue-green";
    }
}

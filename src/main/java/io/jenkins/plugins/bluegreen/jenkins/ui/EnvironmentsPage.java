package io.jenkins.plugins.bluegreen.jenkins.ui;

import hudson.Extension;
import hudson.model.RootAction;
import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import io.jenkins.plugins.bluegreen.jenkins.config.PageAddress;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of all environments, at {@code /blue-green}. */
@Extension
@Restricted(NoExternalUse.class)
public class EnvironmentsPage implements RootAction {
    static final String URL = PageAddress.ROOT;
    static final String ICON = "symbol-swap";

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
        return URL;
    }

    /** What a visitor needs; read by the view. */
    public Permission getRequiredPermission() {
        return BlueGreenPermissions.VIEW;
    }

    /** The page of one environment. */
    public EnvironmentPage getEnvironment(String name) {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        return new EnvironmentPage(name);
    }

    /** The JSON behind the page. */
    @GET
    @WebMethod(name = "state")
    public void doState(StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        JsonAnswer.send(response, PageSource.data().overview());
    }
}

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
    /**
     * Kept in a field for what that brings about: Jenkins initializes the classes of extensions before it reads who may do what, and a
     * permission that no class has declared by then is unknown, and its grant forgotten.
     */
    private static final Permission VIEW = BlueGreenPermissions.VIEW;

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(VIEW) ? ICON : null;
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
        return VIEW;
    }

    /** The page of one environment. */
    public EnvironmentPage getEnvironment(String name) {
        Jenkins.get().checkPermission(VIEW);
        return new EnvironmentPage(name);
    }

    /** The JSON behind the page. */
    @GET
    @WebMethod(name = "state")
    public void doState(StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(VIEW);
        JsonAnswer.send(response, PageSource.data().overview());
    }
}

package io.jenkins.plugins.bluegreen.jenkins.ui;

import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of one environment. */
@Restricted(NoExternalUse.class)
public class EnvironmentPage {
    private final String name;

    EnvironmentPage(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public Permission getRequiredPermission() {
        return BlueGreenPermissions.VIEW;
    }

    /** The page of one deployment. */
    public DeploymentPage getDeployment(String id) {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        return new DeploymentPage(name, id);
    }

    /** The JSON behind the page. */
    @GET
    @WebMethod(name = "state")
    public void doState(StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        JsonAnswer.sendIfFound(response, PageSource.data().environment(name));
    }
}

package io.jenkins.plugins.bluegreen.jenkins.ui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.sleep.SleepRefusedException;
import java.io.IOException;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

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
        JsonAnswer.sendIfFound(response, document().map(PageSource.orders()::describe));
    }

    private Optional<ObjectNode> document() {
        return PageSource.data().environment(name);
    }

    /** Names of the orders that the viewer may give, separated by spaces; read by the view. */
    public String getCommands() {
        return Jenkins.get().hasPermission(BlueGreenPermissions.STOP) ? "stop start" : "";
    }

    /**
     * Sends the environment to sleep or wakes it.
     *
     * @param name stop or start
     */
    @POST
    @WebMethod(name = "order")
    public void doOrder(StaplerResponse2 response, @QueryParameter String name) throws IOException {
        Jenkins.get().checkPermission(BlueGreenPermissions.STOP);
        try {
            Optional<ObjectNode> after = PageSource.orders().give(this.name, name, this::document);
            if (after.isPresent()) {
                JsonAnswer.send(response, after.get());
            } else {
                JsonAnswer.problem(
                        response,
                        StaplerResponse2.SC_BAD_REQUEST,
                        "nothing to '" + name
                                + "': an environment that is configured in this Jenkins can be told to stop"
                                + " or start; others by the steps of the job that describes them");
            }
        } catch (SleepRefusedException | LeaseHeldException e) {
            JsonAnswer.problem(response, StaplerResponse2.SC_CONFLICT, e.getMessage());
        }
    }
}

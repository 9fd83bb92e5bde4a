package io.jenkins.plugins.bluegreen.jenkins.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.engine.CommandRefusedException;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.PageAddress;
import io.jenkins.plugins.bluegreen.jenkins.config.Requesters;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** The page of one deployment: its story, and what its viewer may tell it. */
@Restricted(NoExternalUse.class)
public class DeploymentPage {
    /** Which permission an order needs; an order that is not here does not exist. */
    static final Map<String, Permission> ORDERS = Map.of(
            "rollback", BlueGreenPermissions.ROLL_BACK,
            "approve", BlueGreenPermissions.APPROVE,
            "adopt", BlueGreenPermissions.DEPLOY,
            "restore", BlueGreenPermissions.DEPLOY,
            "abort", BlueGreenPermissions.DEPLOY);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String environment;
    private final String id;

    DeploymentPage(String environment, String id) {
        this.environment = environment;
        this.id = id;
    }

    public String getEnvironment() {
        return environment;
    }

    public String getId() {
        return id;
    }

    public Permission getRequiredPermission() {
        return BlueGreenPermissions.VIEW;
    }

    /** Where this page is, below the root of this Jenkins; read by the view. */
    public String getUrl() {
        return PageAddress.of(environment, id);
    }

    /** Names of the orders that the viewer may give, separated by spaces. */
    public String getCommands() {
        return ORDERS.entrySet().stream()
                .filter(order -> Jenkins.get().hasPermission(order.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** The JSON behind the page. */
    @GET
    @WebMethod(name = "state")
    public void doState(StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        JsonAnswer.sendIfFound(response, PageSource.data().deployment(environment, id));
    }

    /** The receipt, complete in itself. */
    @GET
    @WebMethod(name = "receipt")
    public void doReceipt(StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(BlueGreenPermissions.VIEW);
        Optional<String> receipt = PageSource.data().htmlReceipt(environment, id);
        if (receipt.isEmpty()) {
            JsonAnswer.missing(response);
            return;
        }
        response.setContentType("text/html; charset=utf-8");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        response.getWriter().print(receipt.get());
    }

    /** Why an approval of the viewer does not count; empty if it does. */
    private Optional<String> objection(JsonNode body) {
        if (body.path("evidence").asText("").isEmpty()) {
            return Optional.of("an approval is for the evidence that was shown: send its hash");
        }
        ControllerEngine controller = ControllerEngine.get();
        String viewer = PageSource.viewer();
        boolean isOwn = controller
                .engine()
                .find(environment, id)
                .filter(stored -> Requesters.ofBuild(stored.order().by()).contains(viewer))
                .isPresent();
        return isOwn && !controller.approvals().allowsSelf(environment, false)
                ? Optional.of(
                        viewer + " started the build of this deployment and cannot approve it: somebody else must")
                : Optional.empty();
    }

    /** Gives an order. */
    @POST
    @WebMethod(name = "order")
    public void doOrder(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String name)
            throws IOException {
        Permission needed = name == null ? null : ORDERS.get(name);
        if (needed == null) {
            JsonAnswer.problem(response, StaplerResponse2.SC_BAD_REQUEST, "there is no order '" + name + "'");
            return;
        }
        Jenkins.get().checkPermission(needed);
        JsonNode sent = JSON.readTree(request.getInputStream());
        JsonNode body = sent == null ? JsonNodeFactory.instance.objectNode() : sent;
        Optional<String> objection = name.equals("approve") ? objection(body) : Optional.empty();
        if (objection.isPresent()) {
            JsonAnswer.problem(response, StaplerResponse2.SC_CONFLICT, objection.get());
            return;
        }
        try {
            Optional<ObjectNode> after = PageSource.orders()
                    .give(environment, id, name, body)
                    .map(deployment -> JsonNodeFactory.instance
                            .objectNode()
                            .put("id", deployment.id())
                            .put("phase", deployment.phase().name())
                            .put("reason", deployment.reason()));
            JsonAnswer.sendIfFound(response, after);
        } catch (CommandRefusedException e) {
            JsonAnswer.problem(response, StaplerResponse2.SC_CONFLICT, e.getMessage());
        }
    }
}

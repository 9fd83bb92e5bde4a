package io.jenkins.plugins.bluegreen.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.util.Optional;
import java.util.function.Supplier;

/** What a viewer of the page may tell a deployment or an environment, passed on. */
public final class Orders {
    private final Engine engine;
    private final Sightings sightings;
    private final SleepOrders sleep;
    private final String viewer;

    /**
     * Passes orders on.
     *
     * @param viewer who they come from, for the journal
     */
    public Orders(Engine engine, Sightings sightings, SleepOrders sleep, String viewer) {
        this.engine = engine;
        this.sightings = sightings;
        this.sleep = sleep;
        this.viewer = viewer;
    }

    /**
     * Tells an environment to sleep or to wake, and says how it stands then.
     *
     * @param name stop or start
     * @param document finds what the page shows of it
     * @return that document with the orders it takes now; empty if there is no such environment or order
     * @throws io.jenkins.plugins.bluegreen.sleep.SleepRefusedException if a deployment is under way
     * @throws io.jenkins.plugins.bluegreen.port.LeaseHeldException if it is being changed at this moment
     */
    public Optional<ObjectNode> give(String environment, String name, Supplier<Optional<ObjectNode>> document) {
        return sleep.give(environment, name, viewer) ? document.get().map(this::describe) : Optional.empty();
    }

    /** The document of an environment, with the orders it takes now and how the latest one goes. */
    public ObjectNode describe(ObjectNode environment) {
        sleep.describe(environment);
        return environment;
    }

    /**
     * Gives one order and sees to it that somebody carries it out: this process drives the deployment on unless another one does.
     *
     * @param name rollback, approve, adopt, restore or abort
     * @param body what came with it: for approve, the evidence's hash and a reason
     * @return the state after it; empty if there is no such deployment or command
     * @throws io.jenkins.plugins.bluegreen.engine.CommandRefusedException if the present phase does not allow it
     */
    public Optional<Deployment> give(String environment, String id, String name, JsonNode body) {
        Optional<Command> command = engine.find(environment, id).flatMap(stored -> command(stored, name, body));
        return command.map(each -> {
            Deployment after = engine.command(environment, id, each);
            engine.drive(environment, id, sightings.recorder());
            return after;
        });
    }

    private Optional<Command> command(Stored stored, String name, JsonNode body) {
        String reason = body.path("reason").asText("");
        return switch (name) {
            case "rollback" ->
                Optional.of(new Command.RollBack(reason.isEmpty() ? "asked for on the page" : reason, viewer));
            case "approve" ->
                Optional.of(new Command.Shift(
                        stored.deployment().plan(), body.path("evidence").asText(""), reason, viewer));
            case "adopt" -> Optional.of(new Command.Adopt(viewer));
            case "restore" -> Optional.of(new Command.Restore(viewer));
            case "abort" -> Optional.of(new Command.Abort(viewer));
            default -> Optional.empty();
        };
    }
}

package io.jenkins.plugins.bluegreen.realjenkins;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.jenkins.config.ApprovalPolicy;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentDescription;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The engine of a real Jenkins over the simulated cloud, in virtual time; the next Jenkins over the same cloud has the same stores. */
abstract class SimulatedController extends ControllerEngine {
    private final Simulation simulation;
    private final Engine engine;
    private final Sleeping sleeping;
    private final Sightings sightings =
            Sightings.under(Jenkins.get().getRootDir().toPath().resolve("sightings"));

    SimulatedController(Simulation simulation) {
        this.simulation = simulation;
        this.engine = rig().controller();
        this.sleeping = simulation.bedroom().controller();
    }

    private Rig rig() {
        return simulation.rig();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Inspection inspection() {
        return new Inspection(environment -> rig().cloud.world());
    }

    @Override
    public DeploymentStore store() {
        return rig().store;
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public Sleeping sleeping() {
        return sleeping;
    }

    @Override
    public Optional<Sleepable> sleepable(String environment) {
        return environment.equals("shop") ? Optional.of(simulation.bedroom().shop) : Optional.empty();
    }

    @Override
    public ApprovalPolicy approvals() {
        return new ApprovalPolicy(Set.of(), false);
    }

    @Override
    public EnvironmentDescription describe(EnvironmentChoice choice) {
        if (!choice.name().equals("shop")) {
            throw new IllegalArgumentException("there is no environment '" + choice.name() + "'");
        }
        return new EnvironmentDescription(simulation.bedroom().shop, Plan.DEFAULT, Optional.empty(), Optional.empty());
    }

    /** Nobody asks what it costs here. */
    @Override
    public Caller caller(EnvironmentChoice choice, StepContext context) {
        return new Caller(engine::begin, inspection(), sleeping, null);
    }

    @Override
    public void lend(String environment, String deployment, EnvironmentChoice choice, StepContext context) {}

    @Override
    public void execute(Runnable task) {
        later(Duration.ZERO, task);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        simulation.later(delay, task);
    }

    @Override
    public Instant now() {
        return rig().time.now();
    }
}

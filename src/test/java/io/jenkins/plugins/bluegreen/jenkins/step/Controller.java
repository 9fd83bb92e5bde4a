package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.web.Sightings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A Jenkins controller in virtual time over the simulated cloud; the next one has the same stores. */
final class Controller extends ControllerEngine {
    private final Rig rig;
    private final Engine engine;
    private final Sightings sightings;

    Controller(Rig rig, Path home) {
        this.rig = rig;
        this.engine = rig.controller();
        this.sightings = Sightings.under(home);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Inspection inspection() {
        return new Inspection(environment -> rig.cloud.world());
    }

    @Override
    public DeploymentStore store() {
        return rig.store;
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public Environment environment(EnvironmentChoice choice) {
        if (!choice.name().equals("shop")) {
            throw new IllegalArgumentException("there is no environment '" + choice.name() + "'");
        }
        return rig.cloud.environment();
    }

    @Override
    public void admit(String environment, EnvironmentChoice choice, StepContext context) {}

    @Override
    public void execute(Runnable task) {
        later(Duration.ZERO, task);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        rig.time.after(delay, task);
    }

    @Override
    public Instant now() {
        return rig.time.now();
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.model.Run;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.jenkins.config.ApprovalPolicy;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerStoppingException;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentDescription;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.port.BilledMonth;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import io.jenkins.plugins.bluegreen.wiring.Costs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A Jenkins controller in virtual time over the simulated cloud; the next one has the same stores. */
final class Controller extends ControllerEngine {
    /** Unlike the product's, so that it shows where it is used. */
    static final Plan PLAN = Plan.parse("20%:30s, 50%:30s, 100%:60s");

    private final Rig rig;
    private final Sleepable shop;
    private final Engine engine;
    private final Sleeping sleeping;
    private final Sightings sightings;
    private boolean stopping;
    /** Deployments to which steps lent their rights, with the credentials those named. */
    final Set<String> lent = new LinkedHashSet<>();

    private ApprovalPolicy policy = new ApprovalPolicy(Set.of(), false);

    Controller(Bedroom bedroom, Path home) {
        this.rig = bedroom.rig;
        this.shop = bedroom.shop;
        this.engine = rig.controller();
        this.sleeping = bedroom.controller();
        this.sightings = Sightings.under(home);
    }

    /** An administrator changes what is asked of approvals. */
    void ask(ApprovalPolicy other) {
        policy = other;
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
    public Optional<String> pageOf(String environment, String id) {
        return Optional.of("http://jenkins/blue-green/environment/" + environment + "/deployment/" + id + "/");
    }

    @Override
    public ApprovalPolicy approvals() {
        return policy;
    }

    @Override
    public Sleeping sleeping() {
        return sleeping;
    }

    @Override
    public Optional<Sleepable> sleepable(String environment) {
        return Optional.of(shop).filter(each -> each.name().equals(environment));
    }

    private Costs costs() {
        return new Costs(rig.store, environment -> Controller::bill, rig.time);
    }

    private static BilledMonth bill(LocalDate today) {
        return new BilledMonth(
                today.withDayOfMonth(1),
                today,
                List.of(
                        new BilledMonth.Charge("shop", "blue", 4.5),
                        new BilledMonth.Charge("shop", "", 16.2),
                        new BilledMonth.Charge("other", "blue", 99)),
                List.of(new BilledMonth.Budget("shop-monthly", 50, 20.7, Optional.of(61.0))),
                0.01);
    }

    @Override
    public EnvironmentDescription describe(EnvironmentChoice choice) {
        if (!choice.name().equals("shop")) {
            throw new IllegalArgumentException("there is no environment '" + choice.name() + "'");
        }
        return new EnvironmentDescription(shop, PLAN, Optional.empty(), Optional.empty());
    }

    /** It is told to stop: as the real one, it answers no more. */
    void stop() {
        stopping = true;
    }

    @Override
    public Caller caller(EnvironmentChoice choice, StepContext context) throws IOException {
        if (stopping) {
            throw new ControllerStoppingException();
        }
        requireBuild(context);
        return new Caller(engine::begin, inspection(), sleeping, costs());
    }

    @Override
    public void lend(String environment, String deployment, EnvironmentChoice choice, StepContext context)
            throws IOException {
        requireBuild(context);
        lent.add(deployment + " " + choice.credentialsId());
    }

    private static void requireBuild(StepContext context) throws IOException {
        try {
            context.get(Run.class);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

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

package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.web.PageData;
import io.jenkins.plugins.bluegreen.web.Sightings;
import io.jenkins.plugins.bluegreen.web.SleepOrders;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The one engine of this controller, and what steps and pages need beside it. */
public abstract class ControllerEngine implements ExtensionPoint {
    private final SleepOrders sleepOrders = new SleepOrders(this::sleeping, this::sleepable, this::now);
    private PageData pages;
    private List<Environment> shown = List.of();

    /** The engine of this Jenkins. */
    public static ControllerEngine get() {
        return ExtensionList.lookupSingleton(ControllerEngine.class);
    }

    /** The engine; built when it is first needed. */
    public abstract Engine engine();

    /** Looks at environments without a deployment, for the pages. */
    public abstract Inspection inspection();

    /** Where deployments are kept; for reading only. */
    public abstract DeploymentStore store();

    /** What drivers saw, for the pages. */
    public abstract Sightings sightings();

    /** Address of the page of a deployment; empty if this Jenkins does not know its own. */
    public Optional<String> pageOf(String environment, String id) {
        return Optional.empty();
    }

    /** What the pages show; it remembers for a few seconds what it saw of the world. */
    public final synchronized PageData pages(List<Environment> configured) {
        if (pages == null || !configured.equals(shown)) {
            pages = new PageData(store(), sightings(), configured, Optional.of(inspection()), this::now);
            shown = List.copyOf(configured);
        }
        return pages;
    }

    /** Stops and starts environments for viewers of the pages. */
    public final SleepOrders sleepOrders() {
        return sleepOrders;
    }

    /** A configured environment with what goes to sleep with it; empty if only jobs describe it. */
    public abstract Optional<Sleepable> sleepable(String environment);

    /**
     * Takes up every deployment that nobody drives: what is left when a build is over or deleted, or was lost with a controller.
     *
     * @param log gets a line for each, and for what fails
     */
    public final void driveAll(Consumer<String> log) {
        for (String environment : store().environments()) {
            try {
                engine().active(environment).map(Stored::deployment).ifPresent(deployment -> {
                    log.accept(environment + ": " + deployment.id() + " is "
                            + deployment.phase().words());
                    engine().drive(environment, deployment.id(), sightings().recorder());
                });
            } catch (RuntimeException e) {
                log.accept(environment + ": " + e.getMessage());
            }
        }
    }

    /** What administrators ask of approvals. */
    public abstract ApprovalPolicy approvals();

    /** Puts environments to sleep and wakes them, for the pages and by schedule. */
    public abstract Sleeping sleeping();

    /**
     * What is written about the environment that is meant.
     *
     * @throws IllegalArgumentException if it is not configured, or its description cannot be used
     */
    public abstract EnvironmentDescription describe(EnvironmentChoice choice);

    /**
     * The environment that is meant.
     *
     * @throws IllegalArgumentException if it is not configured, or its description cannot be used
     */
    public final Environment environment(EnvironmentChoice choice) {
        return describe(choice).environment();
    }

    /**
     * What a step does with its own rights.
     *
     * @throws IOException if the build is gone, or the credentials are
     */
    public abstract Caller caller(EnvironmentChoice choice, StepContext context) throws IOException;

    /**
     * From now on a deployment is driven with the rights of this step, unless it has rights already and the step names none.
     *
     * @throws IOException if the build is gone, or the credentials are
     */
    public abstract void lend(String environment, String deployment, EnvironmentChoice choice, StepContext context)
            throws IOException;

    /** Runs a task soon, on a thread that may wait for AWS. */
    public abstract void execute(Runnable task);

    /** Runs a task later, on a thread that may wait for AWS. */
    public abstract void later(Duration delay, Runnable task);

    /** The time. */
    public abstract Instant now();

    /**
     * A deployment.
     *
     * @param id which; null = the environment's active one
     * @throws IllegalArgumentException if there is none
     */
    public final Deployment deployment(String environment, String id) {
        return (id == null ? engine().active(environment) : engine().find(environment, id))
                .orElseThrow(() -> new IllegalArgumentException(
                        id == null
                                ? "environment " + environment + " has no deployment under way"
                                : "environment " + environment + " has no deployment " + id + " in its store"))
                .deployment();
    }

    /** The receipt of a deployment as it stands. */
    public final Receipt receipt(String environment, String id) {
        return Receipts.of(engine().find(environment, id).orElseThrow(), Tally.NONE, now());
    }
}

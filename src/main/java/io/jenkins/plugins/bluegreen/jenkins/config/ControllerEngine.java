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
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.web.Sightings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The one engine of this controller, and what steps and pages need beside it. */
public abstract class ControllerEngine implements ExtensionPoint {
    /** The engine of this Jenkins. */
    public static ControllerEngine get() {
        return ExtensionList.lookupSingleton(ControllerEngine.class);
    }

    /** The engine; built when it is first needed. */
    public abstract Engine engine();

    /** Looks at environments without a deployment. */
    public abstract Inspection inspection();

    /** Where deployments are kept; for reading only. */
    public abstract DeploymentStore store();

    /** What drivers saw, for the pages. */
    public abstract Sightings sightings();

    /** What administrators ask of approvals. */
    public abstract ApprovalPolicy approvals();

    /** Puts environments to sleep and wakes them. */
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
     * From now on the environment is reached with the rights of this step.
     *
     * @throws IOException if the build is gone, or the credentials are
     */
    public abstract void admit(String environment, EnvironmentChoice choice, StepContext context) throws IOException;

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

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.engine.CommandRefusedException;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.engine.StoppedException;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.jenkins.ui.BuildDeployments;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A step that waits for a deployment. It keeps the deployment's id and what it was asked for; everything else is read from the store, so
 * that it can go on after a restart in any phase.
 */
abstract class EngineExecution extends EnvironmentExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(EngineExecution.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final OnAbort onAbort;
    private volatile String deployment;
    private volatile Throwable stopCause;
    private transient volatile DeploymentWatch watch;

    EngineExecution(StepContext context, EnvironmentChoice choice, OnAbort onAbort) {
        super(context, choice);
        this.onAbort = onAbort;
    }

    /**
     * Tells the engine what is wanted, and gives the id of the deployment that it concerns. May be called again after a restart, with no
     * knowledge of how far it came: it looks before it asks.
     */
    abstract CompletableFuture<String> ask(ControllerEngine controller, Caller caller) throws IOException;

    /** Ends the step with what the deployment has come to: a map if it went forward, a failure if it was taken back or halted. */
    void conclude(ControllerEngine controller, Deployment atRest) {
        if (atRest.phase() == Phase.HALTED) {
            fail(new AbortException(
                    "deployment " + deployment + " of " + environment() + " needs a person: " + atRest.reason()));
        } else if (atRest.heading() == Heading.BACK) {
            fail(new AbortException("release " + atRest.order().release() + " was taken back from " + environment()
                    + ": " + atRest.failure()));
        } else {
            succeed(ResultMap.of(atRest, controller.receipt(environment(), deployment)));
        }
    }

    @Override
    public final void stop(Throwable cause) {
        boolean again = stopCause != null;
        stopCause = cause;
        if (again || deployment == null || onAbort == OnAbort.CONTINUE) {
            if (deployment != null) {
                log("the build ends here; deployment " + deployment + " goes on in the background");
            }
            fail(cause);
        } else {
            // A controller that dies before the order to go back is written must not go forward after it.
            getContext().saveState();
            ControllerEngine.get().execute(() -> takeBack(ControllerEngine.get()));
        }
    }

    @Override
    public final String getStatus() {
        DeploymentWatch seen = watch;
        return seen == null ? "waiting for the engine" : seen.status();
    }

    @Override
    final void advance(ControllerEngine controller, Caller caller) throws IOException {
        // One that has ended needs no rights, and another one may have begun meanwhile, which needs its own.
        if (deployment != null
                && !controller.deployment(environment(), deployment).phase().isTerminal()) {
            controller.lend(environment(), deployment, choice(), getContext());
        }
        if (stopCause != null) {
            takeBack(controller);
        } else if (deployment == null) {
            ask(controller, caller).whenComplete((id, failure) -> controller.execute(() -> asked(id, failure)));
        } else {
            drive(controller);
        }
    }

    private void asked(String id, Throwable failure) {
        if (failure != null) {
            failed(failure);
            return;
        }
        deployment = id;
        getContext().saveState();
        ControllerEngine.get().pageOf(environment(), id).ifPresent(page -> log("deployment " + id + ": " + page));
        try {
            BuildDeployments.remember(getContext().get(Run.class), environment(), id);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "deployment " + id + " goes on; its build will not show it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        goOn();
    }

    private void drive(ControllerEngine controller) {
        DeploymentWatch fresh = new DeploymentWatch(this::log);
        watch = fresh;
        ProgressListener recorder = controller.sightings().recorder();
        ProgressListener both = progress -> {
            fresh.progressed(progress);
            recorder.progressed(progress);
        };
        controller
                .engine()
                .drive(environment(), deployment, both)
                .whenComplete((atRest, failure) -> controller.execute(() -> rested(atRest, failure)));
    }

    private void rested(Deployment atRest, Throwable failure) {
        if (failure != null) {
            if (unwrapped(failure) instanceof StoppedException) {
                // Another controller has the lease, or this one is shutting down: look again later.
                ControllerEngine.get().later(AGAIN, this::goOn);
            } else {
                failed(failure);
            }
        } else if (stopCause != null) {
            fail(stopCause);
        } else if (!isDone()) {
            conclude(ControllerEngine.get(), atRest);
        }
    }

    private void takeBack(ControllerEngine controller) {
        try {
            controller
                    .engine()
                    .command(environment(), deployment, new Command.RollBack("the build was aborted", build()));
            log("the build was aborted: taking deployment " + deployment
                    + " back; abort again to leave that to the background");
        } catch (CommandRefusedException e) {
            log(e.getMessage());
        }
        drive(controller);
    }

    final boolean isStopping() {
        return stopCause != null;
    }
}

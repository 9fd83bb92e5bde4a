package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
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
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that waits for a deployment without holding a thread. It keeps the deployment's id and what it was asked for; everything else
 * is read from the store, so that it can go on after a restart in any phase.
 */
abstract class EngineExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(EngineExecution.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final EnvironmentChoice choice;
    private final OnAbort onAbort;
    private volatile String environment;
    private volatile String deployment;
    private volatile String build;
    private volatile Throwable stopCause;
    private volatile boolean done;
    private transient volatile DeploymentWatch watch;

    EngineExecution(StepContext context, EnvironmentChoice choice, OnAbort onAbort) {
        super(context);
        this.choice = choice;
        this.onAbort = onAbort;
    }

    /**
     * Tells the engine what is wanted, and gives the id of the deployment that it concerns. May be called again after a restart, with no
     * knowledge of how far it came: it looks before it asks.
     */
    abstract CompletableFuture<String> ask(ControllerEngine controller);

    /** Ends the step with what the deployment has come to: a map if it went forward, a failure if it was taken back or halted. */
    void conclude(ControllerEngine controller, Deployment atRest) {
        if (atRest.phase() == Phase.HALTED) {
            fail(new AbortException(
                    "deployment " + deployment + " of " + environment + " needs a person: " + atRest.reason()));
        } else if (atRest.heading() == Heading.BACK) {
            fail(new AbortException("release " + atRest.order().release() + " was taken back from " + environment + ": "
                    + atRest.failure()));
        } else {
            succeed(ResultMap.of(atRest, controller.receipt(environment, deployment)));
        }
    }

    @Override
    public final boolean start() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        build = run.getParent().getFullName() + " #" + run.getNumber();
        ControllerEngine controller = ControllerEngine.get();
        try {
            environment = controller.environment(choice).name();
        } catch (IllegalArgumentException | ConfigurationException e) {
            throw EnvironmentStep.said(e);
        }
        controller.execute(this::advance);
        return false;
    }

    @Override
    public final void onResume() {
        ControllerEngine.get().execute(() -> {
            log("going on after a restart of the controller");
            advance();
        });
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
            ControllerEngine.get().execute(this::takeBack);
        }
    }

    @Override
    public final String getStatus() {
        DeploymentWatch seen = watch;
        return seen == null ? "waiting for the engine" : seen.status();
    }

    private void advance() {
        if (done) {
            return;
        }
        try {
            ControllerEngine.get().admit(environment, choice, getContext());
            if (stopCause != null) {
                takeBack();
            } else if (deployment == null) {
                ask(ControllerEngine.get())
                        .whenComplete((id, failure) -> ControllerEngine.get().execute(() -> asked(id, failure)));
            } else {
                drive();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void asked(String id, Throwable failure) {
        if (failure != null) {
            failed(failure);
            return;
        }
        deployment = id;
        getContext().saveState();
        try {
            BuildDeployments.remember(getContext().get(Run.class), environment, id);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "deployment " + id + " goes on; its build will not show it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        advance();
    }

    private void drive() {
        ControllerEngine controller = ControllerEngine.get();
        DeploymentWatch fresh = new DeploymentWatch(this::log);
        watch = fresh;
        ProgressListener recorder = controller.sightings().recorder();
        ProgressListener both = progress -> {
            fresh.progressed(progress);
            recorder.progressed(progress);
        };
        controller
                .engine()
                .drive(environment, deployment, both)
                .whenComplete((atRest, failure) -> controller.execute(() -> rested(atRest, failure)));
    }

    private void rested(Deployment atRest, Throwable failure) {
        if (failure != null) {
            if (unwrapped(failure) instanceof StoppedException) {
                // Another controller has the lease, or this one is shutting down: look again later.
                ControllerEngine.get().later(AGAIN, this::advance);
            } else {
                failed(failure);
            }
        } else if (stopCause != null) {
            fail(stopCause);
        } else if (!done) {
            conclude(ControllerEngine.get(), atRest);
        }
    }

    private void takeBack() {
        try {
            ControllerEngine.get()
                    .engine()
                    .command(environment, deployment, new Command.RollBack("the build was aborted", build));
            log("the build was aborted: taking deployment " + deployment
                    + " back; abort again to leave that to the background");
        } catch (CommandRefusedException e) {
            log(e.getMessage());
        }
        drive();
    }

    private void failed(Throwable failure) {
        Throwable reason = unwrapped(failure);
        if (isExpected(reason)) {
            fail(new AbortException(reason.getMessage()));
        } else {
            fail(reason);
        }
    }

    /** What its message explains completely, and a stack trace would not. */
    private static boolean isExpected(Throwable reason) {
        return reason instanceof AbortException
                || reason instanceof IllegalArgumentException
                || reason.getClass().getName().startsWith("io.jenkins.plugins.bluegreen.");
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Ends the step, once. */
    final synchronized void succeed(Object value) {
        if (!done) {
            done = true;
            getContext().onSuccess(value);
        }
    }

    /** Ends the step, once. */
    final synchronized void fail(Throwable cause) {
        if (!done) {
            done = true;
            getContext().onFailure(cause);
        }
    }

    final void log(String line) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println("[blue-green] " + line);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "the build is gone, its log cannot be written: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final EnvironmentChoice choice() {
        return choice;
    }

    /** Name of the environment. */
    final String environment() {
        return environment;
    }

    /** Job and number of the build, as it is named in the journal. */
    final String build() {
        return build;
    }

    final boolean isStopping() {
        return stopCause != null;
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerStoppingException;
import io.jenkins.plugins.bluegreen.jenkins.config.EnvironmentChoice;
import io.jenkins.plugins.bluegreen.wiring.Caller;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step about one environment, from its start to its one end. It holds no thread while it waits. What it keeps between two waits is
 * saved with the build, so it holds names and ids only, never anything that is true today and not tomorrow.
 */
abstract class EnvironmentExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(EnvironmentExecution.class.getName());

    private final EnvironmentChoice choice;
    private volatile String environment;
    private volatile String build;
    private volatile boolean done;

    EnvironmentExecution(StepContext context, EnvironmentChoice choice) {
        super(context);
        this.choice = choice;
    }

    /**
     * Goes on from wherever it is, on a thread that may wait for AWS. Called at the start, and again after a restart of the controller,
     * when nobody knows how far it had come: it looks before it does. What it throws fails the step.
     *
     * @param caller does what is done with the rights of this step
     */
    abstract void advance(ControllerEngine controller, Caller caller) throws IOException;

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
        controller.execute(this::goOn);
        return false;
    }

    @Override
    public final void onResume() {
        ControllerEngine.get().execute(() -> {
            log("going on after a restart of the controller");
            goOn();
        });
    }

    /** Ends the step at once, unless it has a better way to be aborted. */
    @Override
    public void stop(Throwable cause) {
        fail(cause);
    }

    @Override
    public String getStatus() {
        return "looking at environment " + environment;
    }

    final void goOn() {
        if (done || isBuildOver()) {
            return;
        }
        try {
            ControllerEngine controller = ControllerEngine.get();
            advance(controller, controller.caller(choice, getContext()));
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** Whether the build was killed the hard way, of which no step is told. */
    final boolean isBuildOver() {
        try {
            return !getContext().get(Run.class).isBuilding();
        } catch (IOException e) {
            LOG.log(Level.FINE, "the build is gone, and whoever needs it says so: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Ends the step, once. */
    final synchronized void succeed(Object value) {
        if (!done) {
            done = true;
            getContext().onSuccess(value);
        }
    }

    /** Ends the step, once, with exactly this. */
    final synchronized void fail(Throwable cause) {
        if (!done) {
            done = true;
            getContext().onFailure(cause);
        }
    }

    /** Ends the step, once: with the message alone where that says everything. A controller that stops ends nothing. */
    final void failed(Throwable failure) {
        Throwable reason = unwrapped(failure);
        if (reason instanceof ControllerStoppingException) {
            return;
        }
        fail(isExpected(reason) ? new AbortException(reason.getMessage()) : reason);
    }

    /** What its message explains completely, and a stack trace would not. */
    private static boolean isExpected(Throwable reason) {
        return reason instanceof AbortException
                || reason instanceof IllegalArgumentException
                || reason.getClass().getName().startsWith("io.jenkins.plugins.bluegreen.");
    }

    static Throwable unwrapped(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** A line in the build's log. */
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

    final boolean isDone() {
        return done;
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
}

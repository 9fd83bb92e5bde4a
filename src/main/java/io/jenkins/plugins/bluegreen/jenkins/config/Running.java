package io.jenkins.plugins.bluegreen.jenkins.config;

import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.time.Duration;
import java.util.function.Supplier;

/** The installation of this controller, from when it is first needed until the controller stops, and never again after that. */
final class Running implements AutoCloseable {
    private final Supplier<Installation> opens;
    private Installation installation;
    private boolean stopped;

    Running(Supplier<Installation> opens) {
        this.opens = opens;
    }

    /**
     * The installation.
     *
     * @throws ControllerStoppingException if the controller is stopping
     */
    synchronized Installation get() {
        if (stopped) {
            throw new ControllerStoppingException();
        }
        if (installation == null) {
            installation = opens.get();
        }
        return installation;
    }

    /** Runs a task later; forgotten if the controller is stopping. */
    void later(Duration delay, Runnable task) {
        try {
            get().time().after(delay, task);
        } catch (ControllerStoppingException e) {
            // After the restart it is asked for again.
        }
    }

    /** Stops driving, after what is being done right now, and gives leases back. */
    @Override
    public void close() {
        Installation last;
        synchronized (this) {
            stopped = true;
            last = installation;
            installation = null;
        }
        // Not under the lock: what is being done right now may ask for the installation.
        if (last != null) {
            last.close();
        }
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.port.Scheduler;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs a task again and again, never twice at a time, each run saying when the next is due. Holds no thread in between. */
final class Ticker {
    /** What a run returns to end it all. */
    static final Duration STOP = Duration.ofMillis(-1);

    private static final Logger LOG = Logger.getLogger(Ticker.class.getName());
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final Supplier<Duration> task;
    private final Object lock = new Object();
    private Scheduler.Timer timer;
    private boolean running;
    private boolean wanted;
    private boolean stopped;
    private Runnable afterwards = () -> {};

    Ticker(Scheduler scheduler, Supplier<Duration> task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Runs as soon as possible: now, or right after the run that is going on. */
    void wake() {
        synchronized (lock) {
            if (stopped) {
                return;
            }
            if (running) {
                wanted = true;
                return;
            }
            schedule(Duration.ZERO);
        }
    }

    /**
     * No run begins after this.
     *
     * @param then done once no run is going on: at once, or by the run that is
     */
    void stop(Runnable then) {
        synchronized (lock) {
            stopped = true;
            cancelTimer();
            if (running) {
                afterwards = then;
                return;
            }
        }
        then.run();
    }

    private void run() {
        synchronized (lock) {
            if (stopped || running) {
                return;
            }
            running = true;
            timer = null;
        }
        Duration next = AFTER_A_BUG;
        try {
            next = task.get();
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // The scheduler would keep an error to itself.
            LOG.log(Level.SEVERE, "a tick failed unexpectedly; trying again in " + AFTER_A_BUG.toSeconds() + " s", e);
        } finally {
            finish(next);
        }
    }

    private void finish(Duration next) {
        Runnable then;
        synchronized (lock) {
            then = afterwards;
            afterwards = () -> {};
            running = false;
            if (next.isNegative()) {
                stopped = true;
            }
            if (!stopped) {
                schedule(wanted ? Duration.ZERO : next);
            }
            wanted = false;
        }
        then.run();
    }

    private void schedule(Duration delay) {
        cancelTimer();
        timer = scheduler.after(delay, this::run);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}

package io.jenkins.plugins.bluegreen.port;

import java.time.Duration;

/** Wakes things up later, on a thread of its own choosing, never the caller's. */
@FunctionalInterface
public interface Scheduler {
    /** Runs the task once after the delay, unless it is cancelled first. Returns at once. */
    Timer after(Duration delay, Runnable task);

    /** A task that is waiting. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the task if it has not begun. */
        void cancel();
    }
}

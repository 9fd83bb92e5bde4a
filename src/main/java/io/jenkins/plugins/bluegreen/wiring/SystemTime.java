package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The one place that knows what time it is, and the few threads on which everything that was scheduled runs. */
public final class SystemTime implements Clock, Scheduler, AutoCloseable {
    /** A tick waits for AWS most of its time: sixteen keep a thousand deployments going. */
    public static final int THREADS = 16;

    private final ScheduledThreadPoolExecutor pool;

    public SystemTime() {
        this(THREADS);
    }

    SystemTime(int threads) {
        AtomicInteger number = new AtomicInteger();
        pool = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "bluegreen-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Whatever asks for more time while all of it ends is taken up again by the next controller.
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /** The same time as {@link java.time.Clock}, for code that wants that. */
    public java.time.Clock clock() {
        return java.time.Clock.systemUTC();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Future<?> waiting = pool.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    /** Lets running ticks end for a short while, and forgets the rest. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pool.shutdownNow();
        }
    }
}

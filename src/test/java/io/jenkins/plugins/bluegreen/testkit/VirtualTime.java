package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Time that moves only when a test says so; scheduled tasks run in order, on the test's own thread. */
public final class VirtualTime implements Clock, Scheduler {
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private record Task(Instant at, long order, Runnable run) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now = START;
    private long order;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable run) {
        Task task = new Task(now.plus(delay), order++, run);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Moves on to the next task and runs it; false if nothing is scheduled. */
    public boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        now = next.at().isAfter(now) ? next.at() : now;
        next.run().run();
        return true;
    }

    /** Runs everything that falls due within the time, which has then passed. */
    public void advance(Duration time) {
        Instant end = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
            step();
        }
        now = end;
    }

    /** Time passes and nothing runs in it, as for somebody who waits for an answer. */
    public void skip(Duration time) {
        now = now.plus(time);
    }

    /** Runs until something holds; false if it did not within the time. */
    public boolean runUntil(BooleanSupplier holds, Duration most) {
        Instant end = now.plus(most);
        while (!holds.getAsBoolean()) {
            if (tasks.isEmpty() || tasks.peek().at().isAfter(end)) {
                return false;
            }
            step();
        }
        return true;
    }

    /** Forgets everything that is scheduled, as the end of a process does. */
    public void forgetTasks() {
        tasks.clear();
    }
}

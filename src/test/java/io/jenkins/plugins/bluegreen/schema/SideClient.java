package io.jenkins.plugins.bluegreen.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One side's users: issues the statements of the release on it, round after round, until told to stop; keeps every error. They take a short
 * breath between rounds, so that they leave the processor to the migrations that they are to meet.
 */
final class SideClient implements Runnable {
    private static final long BREATH_MILLIS = 3;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final List<String> errors = new ArrayList<>();
    private ReleaseSpec spec;
    private boolean ended;
    private long rounds;
    private long wanted;
    private long statements;

    SideClient(Connection connection) {
        this.connection = connection;
    }

    /** From now on this release runs on the side; null empties it, after the round under way. */
    void serve(ReleaseSpec next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            spec = next;
            wanted = next == null ? rounds : rounds + 2;
            changed.signalAll();
            while (rounds < wanted && changed.await(10, TimeUnit.SECONDS)) {
                // two whole rounds
            }
        } finally {
            lock.unlock();
        }
    }

    /** Issues nothing until {@link #goOn}, called by the same thread. */
    void pause() {
        lock.lock();
    }

    void goOn() {
        lock.unlock();
    }

    /** Ends the client, gives the number of statements issued, and adds its errors to the list. */
    long end(List<String> into) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            ended = true;
            changed.signalAll();
            into.addAll(errors);
            return statements;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        while (true) {
            lock.lock();
            try {
                while (spec == null && !ended) {
                    changed.awaitUninterruptibly();
                }
                if (ended) {
                    return;
                }
                round(spec);
                rounds++;
                changed.signalAll();
                if (rounds >= wanted) {
                    changed.await(BREATH_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                lock.unlock();
            }
        }
    }

    private void round(ReleaseSpec now) {
        for (String text : now.statements()) {
            try (java.sql.Statement statement = connection.createStatement()) {
                if (statement.execute(text)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        rows.next();
                    }
                }
                statements++;
            } catch (SQLException e) {
                errors.add(now.release() + " " + text + ": " + e.getMessage());
            }
        }
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The connections to targets of one I/O thread. Nothing here is shared between threads, so nothing is locked. There is no
 * upper bound: when no idle connection is at hand one is opened, and a request never goes elsewhere for want of one.
 */
final class ThreadConnections {

    private static final long SWEEP_MILLIS = 100;

    /** A connection idle for longer is asked for a sign of its end before it is used: one system call. */
    private static final long FRESH_MILLIS = 5;

    private static final OptionMap SOCKET =
            OptionMap.builder().set(Options.TCP_NODELAY, true).getMap();

    /** Who asked for a connection. */
    interface Asker {
        void connected(BackendConnection connection);

        /** Refused, reset or unreachable. */
        void refused();

        /** Took too long. */
        void timedOut();
    }

    private final XnioIoThread thread;
    private final ByteBufferPool buffers;
    private final Clock clock;
    private final DataPlaneSettings settings;
    private final Map<Target, ArrayDeque<BackendConnection>> idle = new HashMap<>();
    private final Set<BackendConnection> open = new LinkedHashSet<>();
    private final Set<Opening> openings = new LinkedHashSet<>();
    private final XnioExecutor.Key sweeping;

    ThreadConnections(XnioIoThread thread, ByteBufferPool buffers, DataPlaneSettings settings) {
        this.thread = thread;
        this.buffers = buffers;
        this.clock = settings.clock();
        this.settings = settings;
        this.sweeping = thread.executeAtInterval(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A connection to the target: the one used last if it is still good, else a new one. */
    void connect(Target target, long now, Asker asker) {
        ArrayDeque<BackendConnection> waiting = idle.get(target);
        if (waiting != null) {
            BackendConnection latest;
            while ((latest = waiting.pollLast()) != null) {
                long idleFor = now - latest.idleSince();
                boolean trusted = idleFor < target.idleTrust().millis(now);
                if (trusted && (idleFor < FRESH_MILLIS || !latest.isStale())) {
                    asker.connected(latest);
                    return;
                }
                latest.close();
            }
        }
        new Opening(target, asker, now + settings.connectTimeout().toMillis()).begin();
    }

    /** Runs a task with the connections of this thread, on this thread. */
    void execute(Runnable task) {
        thread.execute(task);
    }

    /** Ends all that is still running on a target. */
    void cut(Target target) {
        List.copyOf(open).stream()
                .filter(connection -> connection.target() == target)
                .forEach(BackendConnection::cut);
        idle.remove(target);
    }

    /** Stops looking after the connections, before the threads end. */
    void stop() {
        sweeping.remove();
    }

    void idle(BackendConnection connection) {
        idle.computeIfAbsent(connection.target(), added -> new ArrayDeque<>()).addLast(connection);
    }

    void closed(BackendConnection connection) {
        open.remove(connection);
        ArrayDeque<BackendConnection> waiting = idle.get(connection.target());
        if (waiting != null && connection.isIdle()) {
            waiting.remove(connection);
            if (waiting.isEmpty()) {
                idle.remove(connection.target());
            }
        }
    }

    /** The target does not keep idle connections as long as we do: that is worth remembering. */
    void closedByTarget(BackendConnection connection) {
        long now = clock.millis();
        Target target = connection.target();
        target.idleTrust(target.idleTrust().closed(now - connection.idleSince(), now));
        connection.close();
    }

    private void sweep() {
        long now = clock.millis();
        for (BackendConnection connection : List.copyOf(open)) {
            if (!connection.isIdle()) {
                connection.tick(now);
            } else {
                rest(connection, now - connection.idleSince());
            }
        }
        List.copyOf(openings).forEach(opening -> opening.tick(now));
    }

    /** Idle connections are kept to see how long the target bears them, and closed in the end. */
    private void rest(BackendConnection connection, long idleFor) {
        Target target = connection.target();
        target.idleTrust(target.idleTrust().survived(idleFor));
        if (idleFor >= settings.keepIdle().toMillis()) {
            connection.close();
        }
    }

    /** A connection on its way. */
    private final class Opening {
        private final Target target;
        private final Asker asker;
        private final long deadline;
        private IoFuture<StreamConnection> future;
        private boolean settled;

        Opening(Target target, Asker asker, long deadline) {
            this.target = target;
            this.asker = asker;
            this.deadline = deadline;
        }

        void begin() {
            openings.add(this);
            future = thread.openStreamConnection(target.address(), this::opened, SOCKET);
            future.addNotifier(
                    new IoFuture.HandlingNotifier<StreamConnection, Void>() {
                        @Override
                        public void handleFailed(IOException exception, Void nothing) {
                            if (settle()) {
                                asker.refused();
                            }
                        }
                    },
                    null);
        }

        private void opened(StreamConnection stream) {
            if (settle()) {
                BackendConnection connection = new BackendConnection(target, stream, ThreadConnections.this, buffers);
                open.add(connection);
                asker.connected(connection);
            } else {
                IoUtils.safeClose(stream);
            }
        }

        void tick(long now) {
            if (now >= deadline && settle()) {
                future.cancel();
                asker.timedOut();
            }
        }

        private boolean settle() {
            boolean first = !settled;
            settled = true;
            openings.remove(this);
            return first;
        }
    }
}

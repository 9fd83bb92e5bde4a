package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A connection that has been upgraded, for instance to a WebSocket: bytes go both ways until one side closes, nothing moves
 * for the idle time, or the target's time to drain is over. Weights do not move it.
 */
final class Tunnel implements BackendConnection.User {

    private final BackendConnection target;
    private final long idleMillis;
    private final Clock clock;
    private final Runnable closed;
    private StreamConnection client;
    private Way toClient;
    private Way toTarget;
    private boolean done;
    private long lastProgress;

    /**
     * Makes a tunnel.
     *
     * @param target its buffer may hold the first bytes for the client
     * @param closed told once, at the end
     */
    Tunnel(BackendConnection target, long idleMillis, Clock clock, Runnable closed) {
        this.target = target;
        this.idleMillis = idleMillis;
        this.clock = clock;
        this.closed = closed;
        this.lastProgress = clock.millis();
    }

    /** Begins, now that the client has been told. */
    void open(StreamConnection clientStream) {
        client = clientStream;
        if (done) {
            IoUtils.safeClose(clientStream);
            return;
        }
        clientStream.getCloseSetter().set(channel -> close());
        StreamConnection targetStream = target.stream();
        ByteBuffer first = target.buffer();
        toClient = new Way(targetStream.getSourceChannel(), clientStream.getSinkChannel());
        toTarget = new Way(clientStream.getSourceChannel(), targetStream.getSinkChannel());
        toClient.begin(first);
        target.freeBuffer();
        toTarget.begin(ByteBuffer.allocate(0));
    }

    @Override
    public void readable() {
        if (toClient == null) {
            target.stream().getSourceChannel().suspendReads();
        } else {
            toClient.move();
        }
    }

    @Override
    public void writable() {
        if (toTarget != null) {
            toTarget.move();
        }
    }

    @Override
    public void tick(long now) {
        if (now - lastProgress >= idleMillis) {
            close();
        }
    }

    @Override
    public void cut() {
        close();
    }

    private void close() {
        if (done) {
            return;
        }
        done = true;
        if (toClient != null) {
            toClient.free();
            toTarget.free();
        }
        target.close();
        IoUtils.safeClose(client);
        closed.run();
    }

    /** One direction, with its own buffer while there is something in it. */
    private final class Way {
        private final ConduitStreamSourceChannel from;
        private final ConduitStreamSinkChannel to;
        private PooledByteBuffer pooled;
        private boolean ended;

        Way(ConduitStreamSourceChannel from, ConduitStreamSinkChannel to) {
            this.from = from;
            this.to = to;
        }

        void begin(ByteBuffer first) {
            from.setReadListener(channel -> move());
            to.setWriteListener(channel -> move());
            if (first.hasRemaining()) {
                pooled = target.allocate();
                pooled.getBuffer().put(first).flip();
            }
            from.resumeReads();
            move();
        }

        void move() {
            try {
                while (!done && !ended) {
                    if (!drained()) {
                        from.suspendReads();
                        to.resumeWrites();
                        return;
                    }
                    ByteBuffer buffer = pooled.getBuffer();
                    buffer.clear();
                    int read = from.read(buffer);
                    buffer.flip();
                    if (read == 0) {
                        free();
                        to.suspendWrites();
                        from.resumeReads();
                        return;
                    }
                    if (read < 0) {
                        end();
                        return;
                    }
                    lastProgress = clock.millis();
                }
            } catch (IOException e) {
                close();
            }
        }

        private boolean drained() throws IOException {
            if (pooled == null) {
                pooled = target.allocate();
                pooled.getBuffer().clear().limit(0);
            }
            while (pooled.getBuffer().hasRemaining()) {
                if (to.write(pooled.getBuffer()) == 0) {
                    return false;
                }
            }
            return true;
        }

        /** One side has nothing more to say; when the other one has not either, it is over. */
        private void end() throws IOException {
            ended = true;
            free();
            from.suspendReads();
            to.shutdownWrites();
            to.flush();
            if (toClient.ended && toTarget.ended) {
                close();
            }
        }

        void free() {
            if (pooled != null) {
                pooled.close();
                pooled = null;
            }
        }
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A connection to a target: serving one request, or idle. Everything happens on the I/O thread that it was opened on.
 *
 * <p>Its reads stay switched on all the time, so that a target that closes is noticed at once, and no system call is spent on
 * switching them for each request.
 */
final class BackendConnection {

    /** Who is told what happens on the connection. */
    interface User {
        /** There may be something to read. */
        void readable();

        /** There may be room to write. Told only after {@link BackendConnection#awaitWritable}. */
        void writable();

        /** Called now and then; the time is in milliseconds of the clock. */
        void tick(long now);

        /** The target's time to drain is over: end what is still running. */
        void cut();
    }

    private final Target target;
    private final StreamConnection stream;
    private final ThreadConnections owner;
    private final ByteBufferPool buffers;
    private final ResponseHead head = new ResponseHead();
    private PooledByteBuffer pooled;
    private User user;
    private long idleSince;

    BackendConnection(Target target, StreamConnection stream, ThreadConnections owner, ByteBufferPool buffers) {
        this.target = target;
        this.stream = stream;
        this.owner = owner;
        this.buffers = buffers;
        stream.getSourceChannel().setReadListener(channel -> readable());
        stream.getSinkChannel().setWriteListener(channel -> writable());
        stream.getSourceChannel().resumeReads();
    }

    Target target() {
        return target;
    }

    StreamConnection stream() {
        return stream;
    }

    StreamSourceConduit source() {
        return stream.getSourceChannel().getConduit();
    }

    StreamSinkConduit sink() {
        return stream.getSinkChannel().getConduit();
    }

    ResponseHead head() {
        return head;
    }

    /** The buffer for what is read; it is this connection's until {@link #freeBuffer}. */
    ByteBuffer buffer() {
        if (pooled == null) {
            pooled = buffers.allocate();
            pooled.getBuffer().clear();
        }
        return pooled.getBuffer();
    }

    /** A further buffer; whoever asks frees it. */
    PooledByteBuffer allocate() {
        return buffers.allocate();
    }

    void freeBuffer() {
        if (pooled != null) {
            pooled.close();
            pooled = null;
        }
    }

    void use(User next) {
        user = next;
    }

    boolean isIdle() {
        return user == null;
    }

    long idleSince() {
        return idleSince;
    }

    void awaitWritable() {
        stream.getSinkChannel().resumeWrites();
    }

    /** Fit for another request: goes back to the idle ones. */
    void release(long now) {
        user = null;
        idleSince = now;
        freeBuffer();
        owner.idle(this);
    }

    /** Not fit for another request. */
    void close() {
        freeBuffer();
        owner.closed(this);
        IoUtils.safeClose(stream);
    }

    void tick(long now) {
        if (user != null) {
            user.tick(now);
        }
    }

    void cut() {
        if (user == null) {
            close();
        } else {
            user.cut();
        }
    }

    /** Whether the target has closed this idle connection, or sent what nobody asked for. */
    boolean isStale() {
        try {
            return source().read(buffer()) != 0;
        } catch (IOException e) {
            return true;
        } finally {
            freeBuffer();
        }
    }

    private void readable() {
        if (user != null) {
            user.readable();
        } else if (isStale()) {
            owner.closedByTarget(this);
        }
    }

    private void writable() {
        if (user == null) {
            stream.getSinkChannel().suspendWrites();
        } else {
            user.writable();
        }
    }
}

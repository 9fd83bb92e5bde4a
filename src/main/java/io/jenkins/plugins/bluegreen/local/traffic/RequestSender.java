package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.channels.StreamSourceChannel;

/**
 * Sends a request to its target: the head, then the body as it arrives from the client, one buffer at a time. When one side
 * is slow the other waits.
 */
final class RequestSender {

    /** How the sending ends. */
    interface Observer {
        /** Some bytes went on. */
        void progress();

        /** The whole request is with the target. */
        void sent();

        /** The target does not take it: reset or closed. */
        void targetFailed();

        /** The client went away, or its body is malformed. */
        void clientFailed();
    }

    /** Room before a chunk for its size (8 digits and a line end) and after it for a line end. */
    private static final int CHUNK_HEAD = 10;

    private static final int CHUNK_END = 2;
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final BackendConnection connection;
    private final PooledByteBuffer pooled;
    private final StreamSourceChannel body;
    private final boolean chunked;
    private final Observer observer;
    private boolean lastIsInBuffer;
    private boolean ended;
    private boolean waitingForClient;

    /**
     * Makes a sender.
     *
     * @param pooled holds the head, ready to be read; freed at the end
     * @param body the client's body, null when there is none
     */
    RequestSender(
            BackendConnection connection,
            PooledByteBuffer pooled,
            StreamSourceChannel body,
            boolean chunked,
            Observer observer) {
        this.connection = connection;
        this.pooled = pooled;
        this.body = body;
        this.chunked = chunked;
        this.observer = observer;
        this.lastIsInBuffer = body == null;
    }

    /** Whether it is the client that keeps everybody waiting. */
    boolean waitsForClient() {
        return waitingForClient && !ended;
    }

    boolean ended() {
        return ended;
    }

    /** Sends on as far as both sides allow. */
    void proceed() {
        while (!ended) {
            if (!drainBuffer()) {
                return;
            }
            if (lastIsInBuffer) {
                stop();
                observer.sent();
                return;
            }
            if (!fillBuffer()) {
                return;
            }
            observer.progress();
        }
    }

    /** Stops for good and gives the buffer back. */
    void stop() {
        if (ended) {
            return;
        }
        ended = true;
        pooled.close();
        if (body != null) {
            body.suspendReads();
            connection.stream().getSinkChannel().suspendWrites();
        }
    }

    private boolean drainBuffer() {
        ByteBuffer buffer = pooled.getBuffer();
        try {
            while (buffer.hasRemaining()) {
                if (connection.sink().write(buffer) == 0) {
                    waitingForClient = false;
                    if (body != null) {
                        body.suspendReads();
                    }
                    connection.awaitWritable();
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            stop();
            observer.targetFailed();
            return false;
        }
    }

    private boolean fillBuffer() {
        ByteBuffer buffer = pooled.getBuffer();
        buffer.clear();
        if (chunked) {
            buffer.position(CHUNK_HEAD).limit(buffer.capacity() - CHUNK_END);
        }
        int read;
        try {
            read = body.read(buffer);
        } catch (IOException e) {
            stop();
            observer.clientFailed();
            return false;
        }
        if (read == 0) {
            buffer.limit(buffer.position());
            waitingForClient = true;
            connection.stream().getSinkChannel().suspendWrites();
            body.getReadSetter().set(channel -> proceed());
            body.resumeReads();
            return false;
        }
        waitingForClient = false;
        if (read < 0) {
            lastIsInBuffer = true;
            buffer.clear();
            buffer.put(chunked ? LAST_CHUNK : new byte[0]).flip();
        } else if (chunked) {
            frame(buffer, read);
        } else {
            buffer.flip();
        }
        return true;
    }

    private static void frame(ByteBuffer buffer, int length) {
        buffer.limit(buffer.capacity());
        buffer.put(CHUNK_HEAD + length, (byte) '\r').put(CHUNK_HEAD + length + 1, (byte) '\n');
        buffer.put(CHUNK_HEAD - 2, (byte) '\r').put(CHUNK_HEAD - 1, (byte) '\n');
        int start = CHUNK_HEAD - 2;
        int rest = length;
        do {
            buffer.put(--start, (byte) Character.forDigit(rest & 0xF, 16));
            rest >>>= 4;
        } while (rest != 0);
        buffer.limit(CHUNK_HEAD + length + CHUNK_END).position(start);
    }
}

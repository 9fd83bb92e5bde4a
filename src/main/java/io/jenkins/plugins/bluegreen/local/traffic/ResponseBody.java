package io.jenkins.plugins.bluegreen.local.traffic;

import java.nio.ByteBuffer;

/** Finds the end of an answer's body in the bytes that arrive, and takes the chunk framing off. */
final class ResponseBody {

    private enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private enum Chunk {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILER_START,
        TRAILER
    }

    private static final long TOO_LONG_FOR_A_SIZE = Long.MAX_VALUE >> 5;

    private final Framing framing;
    private long left;
    private boolean complete;
    private Chunk chunk = Chunk.SIZE;
    private boolean digits;

    private ResponseBody(Framing framing, long left) {
        this.framing = framing;
        this.left = left;
        this.complete = framing == Framing.LENGTH && left == 0;
    }

    static ResponseBody ofLength(long length) {
        return new ResponseBody(Framing.LENGTH, length);
    }

    static ResponseBody chunked() {
        return new ResponseBody(Framing.CHUNKED, 0);
    }

    static ResponseBody untilClose() {
        return new ResponseBody(Framing.UNTIL_CLOSE, 0);
    }

    boolean complete() {
        return complete;
    }

    /** Whether the target closing the connection now is the proper end. */
    boolean closed() {
        if (framing == Framing.UNTIL_CLOSE) {
            complete = true;
        }
        return complete;
    }

    /**
     * Turns raw bytes into body bytes, in place: afterwards the buffer holds what is to be sent on.
     *
     * @return false when there are bytes after the end of the body: then the connection is not fit for another request
     */
    boolean decode(ByteBuffer buffer) throws ResponseHead.Malformed {
        return switch (framing) {
            case UNTIL_CLOSE -> true;
            case LENGTH -> takeLength(buffer);
            case CHUNKED -> takeChunks(buffer);
        };
    }

    private boolean takeLength(ByteBuffer buffer) {
        boolean exact = buffer.remaining() <= left;
        if (!exact) {
            buffer.limit(buffer.position() + (int) left);
        }
        left -= buffer.remaining();
        complete = left == 0;
        return exact;
    }

    private boolean takeChunks(ByteBuffer buffer) throws ResponseHead.Malformed {
        int start = buffer.position();
        int out = start;
        int in = start;
        int end = buffer.limit();
        while (in < end && !complete) {
            if (chunk == Chunk.DATA) {
                int length = (int) Math.min(left, end - in);
                if (out != in) {
                    buffer.put(out, buffer, in, length);
                }
                out += length;
                in += length;
                left -= length;
                if (left == 0) {
                    chunk = Chunk.DATA_END;
                }
            } else {
                frame(buffer.get(in++));
            }
        }
        buffer.limit(out).position(start);
        return in == end;
    }

    private void frame(byte next) throws ResponseHead.Malformed {
        switch (chunk) {
            case SIZE -> size(next);
            case EXTENSION -> {
                if (next == '\n') {
                    chunk = left == 0 ? Chunk.TRAILER_START : Chunk.DATA;
                }
            }
            case DATA_END -> {
                if (next == '\n') {
                    chunk = Chunk.SIZE;
                    digits = false;
                } else if (next != '\r') {
                    throw new ResponseHead.Malformed("a chunk is longer than its size");
                }
            }
            case TRAILER_START -> {
                if (next == '\n') {
                    complete = true;
                } else if (next != '\r') {
                    chunk = Chunk.TRAILER;
                }
            }
            case TRAILER -> {
                if (next == '\n') {
                    chunk = Chunk.TRAILER_START;
                }
            }
            case DATA -> throw new IllegalStateException("data is not framing");
        }
    }

    private void size(byte next) throws ResponseHead.Malformed {
        int digit = Character.digit(next, 16);
        if (digit >= 0 && left < TOO_LONG_FOR_A_SIZE) {
            left = left * 16 + digit;
            digits = true;
        } else if (!digits || digit >= 0) {
            throw new ResponseHead.Malformed("a chunk has no size, or one out of range");
        } else if (next == '\n') {
            chunk = left == 0 ? Chunk.TRAILER_START : Chunk.DATA;
        } else {
            chunk = Chunk.EXTENSION;
        }
    }
}

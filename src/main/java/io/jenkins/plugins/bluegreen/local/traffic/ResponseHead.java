package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the head of a target's answer: status line and header lines.
 *
 * <p>There is one per connection. A target mostly sends the same lines again and again, so each line is first compared with
 * the line at the same place of the previous answer; only a line that differs is parsed and allocated.
 */
final class ResponseHead {

    /** An ALB refuses more; 32 KB. */
    static final int LIMIT = 32 * 1024;

    private static final int STATUS_LINE_LENGTH = "HTTP/1.1 200".length();
    private static final HttpString CONNECTION = new HttpString("Connection");
    private static final HttpString KEEP_ALIVE = new HttpString("Keep-Alive");
    private static final HttpString TRANSFER_ENCODING = new HttpString("Transfer-Encoding");
    private static final HttpString CONTENT_LENGTH = new HttpString("Content-Length");

    /** A header line of the previous answer. */
    private record Line(byte[] bytes, HttpString name, String value) {
        boolean isAt(ByteBuffer buffer, int start, int end) {
            if (end - start != bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (buffer.get(start + i) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private Line[] previous = new Line[16];

    private int status;
    private boolean keepAlive;
    private boolean chunked;
    private long contentLength;

    /** A head that is not HTTP/1. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    int status() {
        return status;
    }

    /** Whether the target keeps the connection open after this answer. */
    boolean keepAlive() {
        return keepAlive;
    }

    boolean chunked() {
        return chunked;
    }

    /** Bytes of the body, or -1 when the head does not tell. */
    long contentLength() {
        return contentLength;
    }

    /**
     * Where the head ends.
     *
     * @param from first byte that may be new
     * @param to end of what was read
     * @return the index after the blank line, or -1 when it has not arrived yet
     */
    static int endOf(ByteBuffer buffer, int from, int to) {
        for (int i = Math.max(0, from - 3); i < to; i++) {
            if (buffer.get(i) == '\n') {
                if (i + 1 < to && buffer.get(i + 1) == '\n') {
                    return i + 2;
                }
                if (i + 2 < to && buffer.get(i + 1) == '\r' && buffer.get(i + 2) == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }

    /** Reads a complete head from 0 to {@code end}; headers for the client are added to {@code headers}. */
    void parse(ByteBuffer buffer, int end, HeaderMap headers) throws Malformed {
        int lineEnd = endOfLine(buffer, 0, end);
        parseStatusLine(buffer, lineEnd);
        chunked = false;
        contentLength = -1;
        int place = 0;
        int start = lineEnd + 1;
        while (start < end) {
            int next = endOfLine(buffer, start, end) + 1;
            int stop = next - 1;
            if (stop > start && buffer.get(stop - 1) == '\r') {
                stop--;
            }
            if (stop > start) {
                take(line(buffer, start, stop, place++), headers);
            }
            start = next;
        }
    }

    private void parseStatusLine(ByteBuffer buffer, int end) throws Malformed {
        if (end < STATUS_LINE_LENGTH
                || buffer.get(0) != 'H'
                || buffer.get(1) != 'T'
                || buffer.get(2) != 'T'
                || buffer.get(3) != 'P'
                || buffer.get(4) != '/'
                || buffer.get(5) != '1'
                || buffer.get(6) != '.'
                || buffer.get(8) != ' ') {
            throw new Malformed("the answer does not begin with an HTTP/1 status line");
        }
        int code = 0;
        for (int i = 9; i < STATUS_LINE_LENGTH; i++) {
            int digit = buffer.get(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new Malformed("the status is not a number");
            }
            code = code * 10 + digit;
        }
        if (code < 100) {
            throw new Malformed("the status is below 100");
        }
        status = code;
        keepAlive = buffer.get(7) == '1';
    }

    private static int endOfLine(ByteBuffer buffer, int from, int end) throws Malformed {
        for (int i = from; i < end; i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        throw new Malformed("a header line has no end");
    }

    private Line line(ByteBuffer buffer, int start, int stop, int place) throws Malformed {
        if (place == previous.length) {
            previous = java.util.Arrays.copyOf(previous, place * 2);
        }
        Line known = previous[place];
        if (known == null || !known.isAt(buffer, start, stop)) {
            known = parseLine(buffer, start, stop);
            previous[place] = known;
        }
        return known;
    }

    private static Line parseLine(ByteBuffer buffer, int start, int stop) throws Malformed {
        byte[] bytes = new byte[stop - start];
        buffer.get(start, bytes);
        int colon = 0;
        while (colon < bytes.length && bytes[colon] != ':') {
            if (bytes[colon] <= ' ') {
                throw new Malformed("a header name holds a blank or a control character");
            }
            colon++;
        }
        if (colon == 0 || colon == bytes.length) {
            throw new Malformed("a header line has no name or no colon");
        }
        String value = new String(bytes, colon + 1, bytes.length - colon - 1, StandardCharsets.ISO_8859_1).trim();
        return new Line(
                bytes, HttpString.tryFromString(new String(bytes, 0, colon, StandardCharsets.ISO_8859_1)), value);
    }

    /** Headers on the connection itself are ours to heed; all others are the client's. */
    private void take(Line line, HeaderMap headers) throws Malformed {
        HttpString name = line.name();
        if (name.equals(CONNECTION)) {
            if (containsToken(line.value(), "close")) {
                keepAlive = false;
            } else if (containsToken(line.value(), "keep-alive")) {
                keepAlive = true;
            }
        } else if (name.equals(TRANSFER_ENCODING)) {
            chunked = containsToken(line.value(), "chunked");
        } else if (name.equals(CONTENT_LENGTH)) {
            takeLength(line.value());
            headers.put(name, line.value());
        } else if (!name.equals(KEEP_ALIVE)) {
            headers.add(name, line.value());
        }
    }

    private void takeLength(String value) throws Malformed {
        try {
            long length = Long.parseLong(value);
            if (length < 0 || (contentLength >= 0 && contentLength != length)) {
                throw new Malformed("Content-Length is negative or given twice");
            }
            contentLength = length;
        } catch (NumberFormatException e) {
            throw new Malformed("Content-Length is not a number");
        }
    }

    private static boolean containsToken(String value, String token) {
        if (value.equalsIgnoreCase(token)) {
            return true;
        }
        for (String part : value.split(",", -1)) {
            if (part.trim().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }
}

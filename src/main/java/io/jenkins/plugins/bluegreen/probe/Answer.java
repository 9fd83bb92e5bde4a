package io.jenkins.plugins.bluegreen.probe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 answer: its status and its headers. The body is read to its end, because an answer that breaks off is not an answer, but not
 * kept, and not beyond a bound.
 *
 * @param status three digits
 * @param headers by lower-case name; the last one of a name
 */
record Answer(int status, Map<String, String> headers) {
    static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    static Answer read(InputStream from) throws IOException {
        InputStream in = new BufferedInputStream(from);
        Answer answer = head(in);
        while (answer.status < FIRST_FINAL) {
            answer = head(in);
        }
        if (answer.status != NO_CONTENT && answer.status != NOT_MODIFIED) {
            answer.body(in);
        }
        return answer;
    }

    private static Answer head(InputStream in) throws IOException {
        String first = line(in);
        Matcher status = STATUS.matcher(first);
        if (!status.matches()) {
            throw new IOException("the answer does not begin as HTTP does: '"
                    + first.substring(0, Math.min(60, first.length())) + "'");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < MOST_HEADERS; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return new Answer(Integer.parseInt(status.group(1)), headers);
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new IOException("the answer has more than " + MOST_HEADERS + " headers");
    }

    private void body(InputStream in) throws IOException {
        if ("chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
            chunks(in);
        } else if (!header("Content-Length").isEmpty()) {
            skip(in, number(header("Content-Length"), DECIMAL));
        } else {
            in.readNBytes(LONGEST_BODY);
        }
    }

    private static void chunks(InputStream in) throws IOException {
        long read = 0;
        while (read < LONGEST_BODY) {
            long size = number(line(in).split(";", 2)[0].strip(), HEXADECIMAL);
            if (size == 0) {
                return;
            }
            skip(in, size);
            read += size;
            line(in);
        }
    }

    private static void skip(InputStream in, long length) throws IOException {
        int wanted = (int) Math.min(length, LONGEST_BODY);
        if (in.readNBytes(wanted).length < wanted) {
            throw new IOException("the answer breaks off before its end");
        }
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException e) {
            throw new IOException("the answer gives its length as '" + text + "'", e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException(
                        line.isEmpty()
                                ? "the connection was closed without an answer"
                                : "the answer breaks off in its head");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("the answer has a line of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) c);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}

package io.jenkins.plugins.bluegreen.local.s3;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.HttpAnswer;
import io.jenkins.plugins.bluegreen.local.wire.HttpRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One range of an object, as {@code Range: bytes=0-99} asks for; any other form gives the whole object. */
final class ByteRange {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

    private ByteRange() {}

    static HttpAnswer answer(HttpRequest request, byte[] bytes, Map<String, String> headers) {
        Matcher range = RANGE.matcher(request.header("Range").orElse(""));
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            headers.put("Content-Length", Integer.toString(bytes.length));
            return new HttpAnswer(200, headers, bytes);
        }
        long from;
        long to;
        if (range.group(1).isEmpty()) {
            from = Math.max(0, bytes.length - Long.parseLong(range.group(2)));
            to = bytes.length - 1L;
        } else {
            from = Long.parseLong(range.group(1));
            to = range.group(2).isEmpty()
                    ? bytes.length - 1L
                    : Math.min(bytes.length - 1L, Long.parseLong(range.group(2)));
        }
        if (from >= bytes.length || from > to) {
            throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
        }
        byte[] part = Arrays.copyOfRange(bytes, (int) from, (int) to + 1);
        headers.put("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length);
        headers.put("Content-Length", Integer.toString(part.length));
        return new HttpAnswer(206, headers, part);
    }
}

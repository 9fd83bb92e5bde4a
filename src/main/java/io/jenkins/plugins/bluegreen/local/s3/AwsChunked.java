package io.jenkins.plugins.bluegreen.local.s3;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The {@code aws-chunked} body that SDKs send when a checksum or a signature follows the data. */
final class AwsChunked {
    private AwsChunked() {}

    /** The object's bytes. @throws AwsError when the body is cut short */
    static byte[] body(HttpRequest request) {
        boolean chunked = request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
                || request.header("Content-Encoding").orElse("").contains("aws-chunked");
        return chunked ? decode(request.body()) : request.body();
    }

    private static byte[] decode(byte[] body) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (at < body.length) {
            int end = at;
            while (end < body.length && body[end] != '\r') {
                end++;
            }
            String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int size = size(head);
            if (size == 0) {
                return decoded.toByteArray();
            }
            int from = end + 2;
            if (from + size > body.length) {
                break;
            }
            decoded.write(body, from, size);
            at = from + size + 2;
        }
        throw AwsError.of("IncompleteBody", "The aws-chunked body ended before its last chunk.");
    }

    private static int size(String head) {
        try {
            return Integer.parseInt(head.split(";", 2)[0].trim(), 16);
        } catch (NumberFormatException e) {
            throw AwsError.of("InvalidRequest", "'" + head + "' is not the head of a chunk.");
        }
    }
}

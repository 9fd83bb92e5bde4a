package io.jenkins.plugins.bluegreen.local.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** An object with the headers it is given back with. */
record StoredObject(byte[] bytes, String etag, Instant modifiedAt, Map<String, String> headers) {

    static StoredObject of(byte[] bytes, Instant now, Map<String, String> headers) {
        return new StoredObject(bytes, etag(bytes), now, new TreeMap<>(headers));
    }

    /** S3's ETag of an object that was put in one piece is its MD5; it guards against mix-ups, not against attackers. */
    private static String etag(byte[] bytes) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}

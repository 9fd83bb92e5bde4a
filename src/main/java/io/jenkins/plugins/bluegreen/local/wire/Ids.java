package io.jenkins.plugins.bluegreen.local.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers in AWS's forms. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** For example {@code i-} followed by 17 hexadecimal digits. */
    public static String resource(String prefix) {
        return prefix + hex(17);
    }

    public static String hex(int digits) {
        byte[] bytes = new byte[(digits + 1) / 2];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, digits);
    }

    public static String request() {
        return UUID.randomUUID().toString();
    }
}

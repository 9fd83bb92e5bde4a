package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The cookies that keep a client with its group (AWSALBTG) and its target (AWSALB). Each comes with a twin for cross-origin
 * requests. AWS encrypts them; here they are signed, so that a client can read but not invent one. A restart forgets the key:
 * older cookies then count for nothing.
 */
final class StickyCookies {

    static final String GROUP = "AWSALBTG";
    static final String TARGET = "AWSALB";

    /** What the browser is told; how long the cookie counts is inside it. */
    private static final Duration BROWSER_LIFE = Duration.ofDays(7);

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    StickyCookies() {
        try {
            key = KeyGenerator.getInstance(ALGORITHM).generateKey();
        } catch (NoSuchAlgorithmException e) {
            throw noAlgorithm(e);
        }
    }

    /** The values of Set-Cookie that bind a client to a value for some seconds from now on. */
    List<String> bind(String cookie, String value, long seconds, Instant now) {
        String text = now.getEpochSecond() + seconds + "|" + value;
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String token = encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(sign(text));
        String rest = "=" + token + "; Expires=" + HTTP_DATE.format(now.plus(BROWSER_LIFE)) + "; Path=/";
        return List.of(cookie + rest, cookie + "CORS" + rest + "; SameSite=None");
    }

    /** The value that the client is bound to; null when there is none, or it is over, or not ours. */
    String boundTo(String cookie, HttpServerExchange exchange, Instant now) {
        HeaderValues lines = exchange.getRequestHeaders().get(Headers.COOKIE);
        if (lines == null) {
            return null;
        }
        for (String line : lines) {
            for (String pair : line.split(";", -1)) {
                String trimmed = pair.trim();
                if (trimmed.startsWith(cookie) && trimmed.startsWith("=", cookie.length())) {
                    String value = read(trimmed.substring(cookie.length() + 1), now);
                    if (value != null) {
                        return value;
                    }
                }
            }
        }
        return null;
    }

    private String read(String token, Instant now) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return null;
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            String text = new String(decoder.decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(sign(text), decoder.decode(token.substring(dot + 1)))) {
                return null;
            }
            int bar = text.indexOf('|');
            return now.getEpochSecond() < Long.parseLong(text.substring(0, bar)) ? text.substring(bar + 1) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw noAlgorithm(e);
        }
    }

    private static IllegalStateException noAlgorithm(GeneralSecurityException cause) {
        return new IllegalStateException("this Java runtime lacks " + ALGORITHM + ", which every one must have", cause);
    }
}

package io.jenkins.plugins.bluegreen.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** The keys of the documents; see the package description for the layout. */
final class Keys {
    static final String DEPLOYMENTS = "deployments/";
    private static final String JSON = ".json";
    /** Milliseconds since 1970 have at most this many digits until the year 2286. */
    private static final long NEWEST = 9_999_999_999_999L;

    private static final int TIME_DIGITS = 13;

    private Keys() {}

    static String deployment(String environment, String id) {
        return DEPLOYMENTS + escape(environment) + "/" + escape(id) + JSON;
    }

    static String lease(String environment) {
        return "leases/" + escape(environment) + JSON;
    }

    static String billing(String account, LocalDate day) {
        return "billing/" + escape(account) + "/" + day + JSON;
    }

    static String recent(String environment) {
        return "recent/" + escape(environment) + "/";
    }

    /** Stores list names in growing order, so the time is written as what is left of it. */
    static String recent(String environment, Instant at, String id) {
        long left = Math.min(NEWEST, Math.max(0, NEWEST - at.toEpochMilli()));
        return recent(environment) + String.format(Locale.ROOT, "%0" + TIME_DIGITS + "d", left) + "-" + id;
    }

    static String idOfRecent(String name) {
        return name.length() > TIME_DIGITS + 1 ? name.substring(TIME_DIGITS + 1) : "";
    }

    /** Any name becomes one safe path element: a name may hold slashes or be {@code ..}, a path element may not. */
    static String escape(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (plain) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return text.toString();
    }

    static String unescape(String element) {
        byte[] bytes = new byte[element.length()];
        int length = 0;
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '%' && i + 2 < element.length()) {
                bytes[length++] = (byte) Integer.parseInt(element.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}

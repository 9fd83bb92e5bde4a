package io.jenkins.plugins.bluegreen.local.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param path the raw path, still percent-encoded
 * @param query the raw query string, empty when there is none
 * @param headers by name, whatever its case
 */
public record HttpRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    public HttpRequest {
        Map<String, List<String>> byAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byAnyCase.putAll(headers);
        headers = byAnyCase;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .filter(values -> !values.isEmpty())
                .map(values -> values.get(0));
    }

    /** The parameters of the query string; one without a value has an empty one. */
    public Map<String, String> queryParameters() {
        return decode(query);
    }

    /** The parameters of the query string and of a form body. */
    Map<String, String> form() {
        Map<String, String> form = decode(query);
        boolean isForm = header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
        if (isForm) {
            form.putAll(decode(new String(body, StandardCharsets.UTF_8)));
        }
        return form;
    }

    private static Map<String, String> decode(String encoded) {
        Map<String, String> decoded = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                decoded.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return decoded;
    }
}

package io.jenkins.plugins.bluegreen.local.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as it goes out. */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public static HttpAnswer of(int status, String contentType, byte[] body) {
        return new HttpAnswer(status, Map.of("Content-Type", contentType), body);
    }

    public static HttpAnswer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpAnswer json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

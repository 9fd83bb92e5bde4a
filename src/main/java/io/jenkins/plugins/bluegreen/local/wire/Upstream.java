package io.jenkins.plugins.bluegreen.local.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Another emulator that serves what the local cloud does not: calls are passed to it unchanged, and its answers back. */
public final class Upstream {
    /** Headers that belong to one connection, or that the HTTP client sets itself. */
    private static final Set<String> CONNECTION_HEADERS = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade", "te");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Upstream(URI address) {
        this.address = address;
    }

    /** Passes a request on. An emulator that cannot be reached is HTTP 503 {@code ServiceUnavailable}, which clients retry. */
    public HttpAnswer pass(HttpRequest request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(
                        URI.create(address.toString().replaceAll("/+$", "") + request.path() + query))
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!CONNECTION_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> {
                if (!CONNECTION_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT)) && !name.startsWith(":")) {
                    headers.put(name, String.join(",", values));
                }
            });
            return new HttpAnswer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            throw new AwsError(503, "ServiceUnavailable", "The upstream " + address + " did not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsError(503, "ServiceUnavailable", "The local cloud is closing.");
        }
    }

    /** Asks the upstream a question of our own, for what both worlds must agree on. The answer is its XML. */
    public String ask(String service, String version, String region, Map<String, String> parameters) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Version", version);
        String body = form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        HttpAnswer answer = pass(new HttpRequest(
                "POST",
                "/",
                "",
                Map.of(
                        "Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8"),
                        "Authorization",
                                List.of("AWS4-HMAC-SHA256 Credential=local/20260101/" + region + "/" + service
                                        + "/aws4_request, SignedHeaders=host, Signature=0")),
                body.getBytes(StandardCharsets.UTF_8)));
        return answer.status() == 200 ? answer.bodyText() : "";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

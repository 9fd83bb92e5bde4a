package io.jenkins.plugins.bluegreen.notify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** HTTP with short time-outs and one second attempt. What it throws names no address, because some addresses are secrets. */
final class Sender {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 2;
    private static final int TOO_MANY = 429;

    private HttpClient opened;

    /** Opened when there is something to send: it reads the certificates of the machine, for which most commands have no use. */
    private synchronized HttpClient http() {
        if (opened == null) {
            opened = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return opened;
    }

    /** It could not be delivered. */
    static final class NotDelivered extends Exception {
        private static final long serialVersionUID = 1L;

        NotDelivered(String why) {
            super(why);
        }
    }

    String post(URI to, String json, Map<String, String> headers) throws NotDelivered, InterruptedException {
        return send(
                HttpRequest.newBuilder(to)
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)),
                headers);
    }

    String get(URI from, Map<String, String> headers) throws NotDelivered, InterruptedException {
        return send(HttpRequest.newBuilder(from).timeout(ANSWER).GET(), headers);
    }

    private String send(HttpRequest.Builder builder, Map<String, String> headers)
            throws NotDelivered, InterruptedException {
        headers.forEach(builder::header);
        HttpRequest request = builder.build();
        String why = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> answer = http().send(request, HttpResponse.BodyHandlers.ofString());
                int status = answer.statusCode();
                if (status / 100 == 2) {
                    return answer.body();
                }
                why = "it answered " + status;
                if (status / 100 != 5 && status != TOO_MANY) {
                    break;
                }
            } catch (IOException e) {
                why = "no answer (" + e.getClass().getSimpleName() + ")";
            }
        }
        throw new NotDelivered(why);
    }
}

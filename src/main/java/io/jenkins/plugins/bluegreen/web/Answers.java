package io.jenkins.plugins.bluegreen.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How the server answers. */
final class Answers {
    private Answers() {}

    static void send(HttpServerExchange exchange, String type, String text) {
        send(exchange, type, text.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpServerExchange exchange, String type, byte[] content) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(ByteBuffer.wrap(content));
    }

    static void json(HttpServerExchange exchange, String json) {
        send(exchange, "application/json", json);
    }

    /** A sentence on what went wrong, as {@code {"error": …}}. */
    static void problem(HttpServerExchange exchange, int status, String sentence) {
        exchange.setStatusCode(status);
        json(
                exchange,
                JsonNodeFactory.instance.objectNode().put("error", sentence).toString());
    }
}

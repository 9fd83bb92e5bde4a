package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Answers that the load balancer gives by itself. They name it in the Server header, as an ALB does. */
final class OwnAnswer {

    private static final String SERVER = "awselb/2.0";

    private OwnAnswer() {}

    /** An error page, or the page of a redirect. */
    static void page(HttpServerExchange exchange, int status) {
        String title = status + " " + StatusCodes.getReason(status);
        send(
                exchange,
                status,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    static void fixed(HttpServerExchange exchange, ActionSpec.FixedResponse response) {
        send(exchange, response.status(), response.contentType(), response.body());
    }

    static void redirect(HttpServerExchange exchange, ActionSpec.Redirect redirect, int listenerPort) {
        exchange.getResponseHeaders().put(Headers.LOCATION, location(exchange, redirect, listenerPort));
        page(exchange, redirect.status());
    }

    private static String location(HttpServerExchange exchange, ActionSpec.Redirect redirect, int listenerPort) {
        RequestHead request = new ExchangeHead(exchange);
        StringBuilder url = new StringBuilder();
        url.append(redirect.protocol().replace("#{protocol}", "http").toLowerCase(java.util.Locale.ROOT))
                .append("://")
                .append(redirect.host().replace("#{host}", request.host()))
                .append(':')
                .append(redirect.port().replace("#{port}", Integer.toString(listenerPort)))
                .append(fill(redirect.path(), request));
        String query = fill(redirect.query(), request);
        if (!query.isEmpty()) {
            url.append('?').append(query);
        }
        return url.toString();
    }

    private static String fill(String template, RequestHead request) {
        String path = request.path();
        return template.replace("#{host}", request.host())
                .replace("#{path}", path.startsWith("/") ? path.substring(1) : path)
                .replace("#{query}", request.query());
    }

    private static void send(HttpServerExchange exchange, int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.SERVER, SERVER);
        if (bytes.length == 0 || exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, bytes.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
    }
}

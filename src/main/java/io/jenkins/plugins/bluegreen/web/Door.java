package io.jenkins.plugins.bluegreen.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/**
 * Lets in what a browser on this machine would send to our own page, and tells the browser to be strict. A request under another host's
 * name (DNS rebinding) and a POST from another origin or without the page's token (CSRF) are refused.
 */
final class Door implements HttpHandler {
    static final HttpString TOKEN = new HttpString("X-BlueGreen-Token");
    private static final HttpString CSP = new HttpString("Content-Security-Policy");
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String host;
    private final String token;
    private final HttpHandler next;

    Door(String host, String token, HttpHandler next) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.token = token;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders()
                .put(CSP, POLICY)
                .put(new HttpString("X-Content-Type-Options"), "nosniff")
                .put(new HttpString("X-Frame-Options"), "DENY")
                .put(new HttpString("Referrer-Policy"), "no-referrer")
                .put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin")
                .put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin")
                .put(Headers.CACHE_CONTROL, "no-store");
        String asked =
                exchange.getHostName() == null ? "" : exchange.getHostName().toLowerCase(Locale.ROOT);
        if (!asked.equals(host) && !LOOPBACK.contains(asked) && !LOOPBACK.contains("[" + asked + "]")) {
            Answers.problem(exchange, 421, "this server does not go by the name '" + asked + "'");
        } else if (exchange.getRequestMethod().equals(Methods.POST) && !comesFromOurPage(exchange)) {
            Answers.problem(exchange, 403, "this request does not come from the page: open it again and retry");
        } else {
            next.handleRequest(exchange);
        }
    }

    /** For the HTML receipt, which brings its style along and nothing else. */
    static void allowInlineStyleOnly(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(CSP, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }

    private boolean comesFromOurPage(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        String given = exchange.getRequestHeaders().getFirst(TOKEN);
        return origin != null
                && given != null
                && exchange.getHostAndPort().equalsIgnoreCase(authority(origin))
                && MessageDigest.isEqual(given.getBytes(UTF_8), token.getBytes(UTF_8));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

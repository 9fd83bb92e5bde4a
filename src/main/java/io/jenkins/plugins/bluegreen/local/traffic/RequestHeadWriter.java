package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Writes the head of a request as a target gets it from an ALB. */
final class RequestHeadWriter {

    private static final HttpString TRACE_ID = new HttpString("X-Amzn-Trace-Id");
    private static final HttpString KEEP_ALIVE = new HttpString("Keep-Alive");
    private static final HttpString PROXY_CONNECTION = new HttpString("Proxy-Connection");
    private static final HexFormat HEX = HexFormat.of();

    private RequestHeadWriter() {}

    /**
     * Writes the head.
     *
     * @param upgrade whether the request asks for another protocol, so that the target must hear of it
     * @param chunked whether the body is sent in chunks
     * @throws java.nio.BufferOverflowException when it does not fit
     */
    static void write(
            HttpServerExchange exchange,
            Frontend frontend,
            boolean upgrade,
            boolean chunked,
            long nowMillis,
            ByteBuffer to) {
        exchange.getRequestMethod().appendTo(to);
        to.put((byte) ' ');
        writePath(exchange, to);
        ascii(to, " HTTP/1.1");
        endLine(to);
        HeaderMap headers = exchange.getRequestHeaders();
        for (long at = headers.fastIterateNonEmpty(); at != -1L; at = headers.fiNextNonEmpty(at)) {
            HeaderValues values = headers.fiCurrent(at);
            HttpString name = values.getHeaderName();
            if (isForTargets(name)) {
                for (int i = 0; i < values.size(); i++) {
                    line(to, name, values.get(i));
                }
            }
        }
        writeHost(exchange, frontend, to);
        writeForwarded(exchange, frontend, to);
        writeTrace(headers, nowMillis, to);
        if (upgrade) {
            line(to, Headers.CONNECTION, "Upgrade");
            line(to, Headers.UPGRADE, headers.getFirst(Headers.UPGRADE));
        }
        if (chunked) {
            line(to, Headers.TRANSFER_ENCODING, "chunked");
        }
        endLine(to);
    }

    /** Headers on the client's connection stop here, and some are written anew. */
    private static boolean isForTargets(HttpString name) {
        return !(name.equals(Headers.HOST)
                || name.equals(Headers.CONNECTION)
                || name.equals(KEEP_ALIVE)
                || name.equals(PROXY_CONNECTION)
                || name.equals(Headers.TRANSFER_ENCODING)
                || name.equals(Headers.UPGRADE)
                || name.equals(Headers.EXPECT)
                || name.equals(Headers.X_FORWARDED_FOR)
                || name.equals(Headers.X_FORWARDED_PROTO)
                || name.equals(Headers.X_FORWARDED_PORT)
                || name.equals(TRACE_ID));
    }

    private static void writePath(HttpServerExchange exchange, ByteBuffer to) {
        String uri = exchange.getRequestURI();
        if (exchange.isHostIncludedInRequestURI()) {
            int path = uri.indexOf('/', uri.indexOf("//") + 2);
            uri = path < 0 ? "/" : uri.substring(path);
        }
        ascii(to, uri);
        String query = exchange.getNonDecodedQueryString();
        if (query != null && !query.isEmpty()) {
            to.put((byte) '?');
            ascii(to, query);
        }
    }

    private static void writeHost(HttpServerExchange exchange, Frontend frontend, ByteBuffer to) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (host == null) {
            return;
        }
        boolean namesPort = host.indexOf(':', host.indexOf(']') + 1) >= 0;
        if (frontend.preserveHost() || namesPort || frontend.port() == 80 || frontend.port() == 443) {
            line(to, Headers.HOST, host);
        } else {
            line(to, Headers.HOST, host + ":" + frontend.port());
        }
    }

    private static void writeForwarded(HttpServerExchange exchange, Frontend frontend, ByteBuffer to) {
        HeaderValues before = exchange.getRequestHeaders().get(Headers.X_FORWARDED_FOR);
        switch (frontend.forwardedFor()) {
            case APPEND -> {
                String client = exchange.getSourceAddress().getAddress().getHostAddress();
                line(to, Headers.X_FORWARDED_FOR, before == null ? client : String.join(", ", before) + ", " + client);
            }
            case PRESERVE -> {
                if (before != null) {
                    line(to, Headers.X_FORWARDED_FOR, String.join(", ", before));
                }
            }
            case REMOVE -> {}
        }
        line(to, Headers.X_FORWARDED_PROTO, "http");
        Headers.X_FORWARDED_PORT.appendTo(to);
        ascii(to, ": ");
        ascii(to, Integer.toString(frontend.port()));
        endLine(to);
    }

    /** An own trace begins with Root; a trace that the client began is carried on with an own Self in front of it. */
    private static void writeTrace(HeaderMap headers, long nowMillis, ByteBuffer to) {
        String given = headers.getFirst(TRACE_ID);
        TRACE_ID.appendTo(to);
        ascii(to, given == null ? ": Root=1-" : ": Self=1-");
        ThreadLocalRandom random = ThreadLocalRandom.current();
        ascii(to, HEX.toHexDigits((int) (nowMillis / 1000)));
        to.put((byte) '-');
        ascii(to, HEX.toHexDigits(random.nextInt()));
        ascii(to, HEX.toHexDigits(random.nextLong()));
        if (given != null) {
            to.put((byte) ';');
            ascii(to, given);
        }
        endLine(to);
    }

    private static void line(ByteBuffer to, HttpString name, String value) {
        name.appendTo(to);
        to.put((byte) ':').put((byte) ' ');
        ascii(to, value);
        endLine(to);
    }

    private static void endLine(ByteBuffer to) {
        to.put((byte) '\r').put((byte) '\n');
    }

    /** One byte for each character; what would end a line becomes a blank. */
    private static void ascii(ByteBuffer to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            to.put((byte) (letter == '\r' || letter == '\n' ? ' ' : letter));
        }
    }
}

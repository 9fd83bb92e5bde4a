package io.jenkins.plugins.bluegreen.local.wire;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.IoUtils;

/** The one HTTP port of all AWS APIs, on loopback only. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ApiServer.class.getName());
    /** Larger than any object of a release that this product keeps. */
    private static final long MAX_BODY_BYTES = 1L << 30;

    private final Undertow undertow;

    private ApiServer(Undertow undertow) {
        this.undertow = undertow;
    }

    /** @param port 0 for any free one */
    public static ApiServer start(int port, Router router) {
        Undertow undertow = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                // Writers of objects ask first (Expect: 100-continue); one that is not told to go on waits five
                // seconds.
                .setHandler(new HttpContinueReadHandler(new BlockingHandler(exchange -> handle(exchange, router))))
                .build();
        undertow.start();
        return new ApiServer(undertow);
    }

    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    private static void handle(HttpServerExchange exchange, Router router) throws IOException {
        HttpAnswer answer;
        try {
            answer = router.answer(request(exchange));
        } catch (Unanswered timeout) {
            exchange.dispatch(SameThreadExecutor.INSTANCE, () -> exchange.getIoThread()
                    .executeAfter(
                            () -> IoUtils.safeClose(exchange.getConnection()),
                            timeout.hold().toMillis(),
                            TimeUnit.MILLISECONDS));
            return;
        } catch (AwsError error) {
            answer = HttpAnswer.of(error.status(), "text/xml", Xml.error(Protocol.QUERY, "", Ids.request(), error));
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, bug, () -> "The local cloud failed on " + exchange.getRequestURI());
            AwsError error = new AwsError(500, "InternalFailure", "The local cloud failed: " + bug);
            answer = HttpAnswer.of(500, "text/xml", Xml.error(Protocol.QUERY, "", Ids.request(), error));
        }
        exchange.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        boolean hasBody = !exchange.getRequestMethod().equalToString("HEAD") && answer.status() != 204;
        if (hasBody) {
            exchange.getResponseHeaders().put(new HttpString("Content-Length"), answer.body().length);
            exchange.getOutputStream().write(answer.body());
        }
        exchange.endExchange();
    }

    private static HttpRequest request(HttpServerExchange exchange) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach(values -> headers.put(values.getHeaderName().toString(), List.copyOf(values)));
        return new HttpRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestURI(),
                exchange.getQueryString(),
                headers,
                exchange.getInputStream().readAllBytes());
    }

    @Override
    public void close() {
        undertow.stop();
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A well-behaved application on a loopback port: it answers its name, and {@code /health} with a status of choice. */
final class Backend implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> checkers = new CopyOnWriteArrayList<>();
    private volatile int healthStatus = 200;

    private Backend(String name) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            answer(exchange, 200, name);
        });
        server.createContext("/health", exchange -> {
            checkers.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            answer(exchange, healthStatus, "");
        });
        server.start();
    }

    static Backend named(String name) throws IOException {
        return new Backend(name);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    void healthAnswers(int status) {
        healthStatus = status;
    }

    int port() {
        return server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    List<String> checkers() {
        return checkers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

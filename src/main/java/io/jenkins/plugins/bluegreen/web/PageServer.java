package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.port.Clock;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * The page on an HTTP server of its own, for {@code bluegreen serve}. Whoever reaches a loopback address may give orders; on any other
 * address the page is for reading only, because nobody logs in here.
 */
public final class PageServer implements AutoCloseable {
    private static final long LARGEST_BODY = 64L * 1024;

    private final Undertow undertow;
    private final String host;

    private PageServer(Undertow undertow, String host) {
        this.undertow = undertow;
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param host name or address to listen on
     * @param port port to listen on, 0 for any free one
     * @param data what is shown
     * @param orders where orders go; not used where the host is no loopback address
     * @throws RuntimeException if the port is taken
     */
    public static PageServer start(String host, int port, PageData data, Optional<Orders> orders, Clock clock) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        boolean loopback = !address.isUnresolved() && address.getAddress().isLoopbackAddress();
        String token = token();
        Routes routes = new Routes(data, orders.filter(some -> loopback), token, clock);
        HttpHandler inside = new EncodingHandler(
                new BlockingHandler(routes),
                new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50));
        Undertow undertow = Undertow.builder()
                .addHttpListener(port, host, new Door(host, token, inside))
                .setIoThreads(1)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY)
                .build();
        undertow.start();
        return new PageServer(undertow, host);
    }

    /** Where the page is. */
    public URI url() {
        InetSocketAddress bound =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + "/");
    }

    @Override
    public void close() {
        undertow.stop();
    }

    /** From the system's strong random numbers: 244 bits that nobody guesses. */
    private static String token() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }
}

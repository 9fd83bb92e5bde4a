package io.jenkins.plugins.bluegreen.local.traffic;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** The sockets of one listener: one on each node's address, all with the same port. */
final class Listener implements AutoCloseable {

    /** Another process may take the free port of the first node on a second one; then another free port is tried. */
    private static final int TRIES_FOR_A_COMMON_PORT = 20;

    private static final OptionMap SOCKETS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, 1024)
            .getMap();

    private static final OptionMap OPTIONS = OptionMap.builder()
            .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .set(UndertowOptions.DECODE_URL, false)
            .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
            .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
            .getMap();

    private record Socket(AcceptingChannel<? extends StreamConnection> channel, HttpOpenListener connections) {}

    private final List<Socket> sockets;
    private final int port;

    private Listener(List<Socket> sockets, int port) {
        this.sockets = sockets;
        this.port = port;
    }

    /**
     * Binds the sockets; they take connections after {@link #accept}.
     *
     * @param handlers for each node address the handler of its requests
     * @param port 0 for any that is free on all nodes
     * @throws IllegalStateException when the port is taken
     */
    static Listener bind(
            XnioWorker worker, ByteBufferPool buffers, Map<String, ? extends HttpHandler> handlers, int port) {
        BindException last = null;
        for (int tries = 0; tries < TRIES_FOR_A_COMMON_PORT; tries++) {
            List<Socket> opened = new ArrayList<>();
            int common = port;
            try {
                for (Map.Entry<String, ? extends HttpHandler> node : handlers.entrySet()) {
                    Socket socket = openOne(worker, buffers, node.getKey(), common, node.getValue());
                    opened.add(socket);
                    common = socket.channel()
                            .getLocalAddress(InetSocketAddress.class)
                            .getPort();
                }
                return new Listener(opened, common);
            } catch (BindException e) {
                last = e;
                opened.forEach(socket -> IoUtils.safeClose(socket.channel()));
                if (port != 0) {
                    break;
                }
            } catch (IOException e) {
                opened.forEach(socket -> IoUtils.safeClose(socket.channel()));
                throw new IllegalStateException("cannot listen on " + handlers.keySet() + ": " + e.getMessage(), e);
            }
        }
        throw new IllegalStateException(
                "port " + port + " is not free on all of " + handlers.keySet() + ": choose another one, or 0 for any",
                last);
    }

    private static Socket openOne(
            XnioWorker worker, ByteBufferPool buffers, String address, int port, HttpHandler handler)
            throws IOException {
        HttpOpenListener connections = new HttpOpenListener(buffers, OPTIONS);
        connections.setRootHandler(new HttpContinueReadHandler(handler));
        return new Socket(
                worker.createStreamConnectionServer(
                        new InetSocketAddress(address, port),
                        ChannelListeners.openListenerAdapter((StreamConnection connection) -> {
                            LazyReads.on(connection);
                            connections.handleEvent(connection);
                        }),
                        SOCKETS),
                connections);
    }

    /** How long connections opened from now on may wait for a request before they are closed. */
    void closeIdleAfter(long millis) {
        OptionMap options = OptionMap.builder()
                .addAll(OPTIONS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, Math.toIntExact(millis))
                .getMap();
        sockets.forEach(socket -> socket.connections().setUndertowOptions(options));
    }

    void accept() {
        sockets.forEach(socket -> socket.channel().resumeAccepts());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            IoUtils.safeClose(socket.channel());
            socket.connections().closeConnections();
        }
    }
}

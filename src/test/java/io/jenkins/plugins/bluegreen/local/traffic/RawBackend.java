package io.jenkins.plugins.bluegreen.local.traffic;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** An application that may do anything on its socket. Health checks are always answered with 200. */
final class RawBackend implements AutoCloseable {

    /** What it does with each request that is no health check. */
    interface Behaviour {
        void answer(Connection connection) throws Exception;
    }

    /** A connection on which the head of a request has been read. */
    record Connection(Socket socket, InputStream in, OutputStream out, String head) {
        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void ok(String body) throws IOException {
            say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        /** Closes so that the other side gets a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final int keepAliveMillis;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RawBackend(Behaviour behaviour, int keepAliveMillis) throws IOException {
        this.server = new ServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
        this.behaviour = behaviour;
        this.keepAliveMillis = keepAliveMillis;
        threads.execute(this::accept);
    }

    static RawBackend that(Behaviour behaviour) throws IOException {
        return new RawBackend(behaviour, 0);
    }

    /** Closes connections on which no request comes for this long, without a word. */
    static RawBackend keepingAlive(int millis, Behaviour behaviour) throws IOException {
        return new RawBackend(behaviour, millis);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(keepAliveMillis);
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = Wire.readHead(in);
            while (head != null) {
                Connection connection = new Connection(socket, in, socket.getOutputStream(), head);
                if (head.startsWith("GET /health ")) {
                    connection.ok("");
                } else {
                    heads.add(head);
                    behaviour.answer(connection);
                }
                head = socket.isClosed() ? null : Wire.readHead(in);
            }
        } catch (Exception e) {
            // The other side went away, or this connection was idle for too long: both are its end.
        } finally {
            sockets.remove(socket);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads of all requests but health checks. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}

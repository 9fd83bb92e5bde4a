package io.jenkins.plugins.bluegreen.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds ports; another program may take one before it is used. */
final class FreePort {
    private static final int ATTEMPTS = 20;

    private FreePort() {}

    /** A port that can be bound on every address. */
    static int onAll(List<String> addresses) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = bind(addresses.get(0), 0);
            if (addresses.stream().allMatch(address -> bind(address, port) == port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free on all of " + addresses);
    }

    /** The port that was bound for a moment; -1 when it is taken. */
    private static int bind(String address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (port == 0) {
                throw new UncheckedIOException("nothing can be bound on " + address, e);
            }
            return -1;
        }
    }
}

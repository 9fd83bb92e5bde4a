package io.jenkins.plugins.bluegreen.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client whose word counts, in a process of its own as always. */
class LoadClientTest {
    @TempDir
    private Path directory;

    private final AtomicInteger received = new AtomicInteger();

    @Test
    void aRequestWhoseConnectionClosesWithoutAnAnswerIsLostAndNotSentAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread target = new Thread(() -> closeOnEveryRequest(server), "target");
            target.setDaemon(true);
            target.start();

            List<String> log = log(server.getLocalPort(), 20, 2);

            assertThat(log).isNotEmpty().allMatch(line -> line.contains(",request,0,"));
            assertThat(received).hasValue(log.size());
        }
    }

    @Test
    void aRequestIsSentWhenItIsDueAndNotWhenTheNextOneIs() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            List<Double> waited = log(server.getAddress().getPort(), 2, 4).stream()
                    .map(line -> line.split(","))
                    .map(parts -> Double.parseDouble(parts[1]) - Double.parseDouble(parts[0]))
                    .sorted()
                    .toList();

            assertThat(waited).hasSizeGreaterThanOrEqualTo(7);
            assertThat(waited.get(waited.size() / 2)).isBetween(0.0, 400.0);
        } finally {
            server.stop(0);
        }
    }

    private void closeOnEveryRequest(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String line = request.readLine();
                if (line != null) {
                    received.incrementAndGet();
                }
                while (line != null && !line.isEmpty()) {
                    line = request.readLine();
                }
            } catch (IOException e) {
                // The client hung up first, or the test is over.
            }
        }
    }

    private List<String> log(int port, int perSecond, int seconds) throws IOException, InterruptedException {
        Path log = directory.resolve("client.csv");
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        "127.0.0.1",
                        String.valueOf(port),
                        String.valueOf(perSecond),
                        "0",
                        "0",
                        String.valueOf(seconds),
                        log.toString())
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(log);
    }
}

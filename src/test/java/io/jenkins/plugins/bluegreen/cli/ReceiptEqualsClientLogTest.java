package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.report.HtmlReceipt;
import io.jenkins.plugins.bluegreen.report.JsonReceipt;
import io.jenkins.plugins.bluegreen.report.Recorded;
import io.jenkins.plugins.bluegreen.report.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The receipt says what the independent client's log says, line by line, and both say what the server did: it counts for itself what it
 * answered, answered badly as a side's application, answered as a load balancer without one, and left without an answer.
 */
class ReceiptEqualsClientLogTest {
    @TempDir
    private Path directory;

    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(250);

    @Test
    void requestsLostRequestsAndBadAnswersAreEqualInReceiptLogAndServer() throws Exception {
        Path log = directory.resolve("client.csv");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        try (LoadProcess client =
                LoadProcess.start(List.of("127.0.0.1"), server.getAddress().getPort(), 100, 0, 0, log)) {
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }

        List<Sample> samples = new ClientLog(log)
                .between(Instant.EPOCH, Instant.MAX).stream()
                        .map(ClientLog.Line::sample)
                        .toList();
        Recorded recorded = Recorded.good();
        JsonNode client =
                JsonReceipt.of(recorded.receipt(), samples, recorded.stored()).path("client");
        // Counted from the raw text, with none of the product's own reading.
        List<String[]> lines = Files.readAllLines(log).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length == 6)
                .toList();
        long raw5xxWithSide = lines.stream()
                .filter(c -> c[3].startsWith("5") && !c[4].isEmpty())
                .count();
        long rawWithout = lines.stream()
                .filter(c -> c[3].equals("0") || c[3].startsWith("5") && c[4].isEmpty())
                .count();

        assertThat(lines.size()).isGreaterThanOrEqualTo(250);
        assertThat(client.path("requests").asLong()).isEqualTo(lines.size()).isEqualTo(number.get());
        assertThat(client.path("badAnswers").asLong()).isEqualTo(raw5xxWithSide).isEqualTo(count("bad answer"));
        assertThat(client.path("lost").asLong())
                .isEqualTo(rawWithout)
                .isEqualTo(count("no application") + count("no answer"))
                .isPositive();
        assertThat(client.path("failures").asLong())
                .isEqualTo(
                        client.path("lost").asLong() + client.path("badAnswers").asLong());
        assertThat(client.at("/sides/blue/requests").asLong()).isEqualTo(count("good"));
        assertThat(client.at("/sides/green/badAnswers").asLong()).isEqualTo(count("bad answer"));
        assertThat(HtmlReceipt.render(recorded.receipt(), samples, recorded.stored()))
                .contains("<dt>client requests</dt><dd>" + lines.size() + "</dd>")
                .contains("<dt>lost</dt><dd>" + rawWithout + "</dd>")
                .contains("<dt>bad answers</dt><dd>" + raw5xxWithSide + "</dd>");
    }

    private long count(String what) {
        return done.getOrDefault(what, new AtomicInteger()).get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        int n = number.incrementAndGet();
        enough.countDown();
        String what = n % 40 == 0 ? "no answer" : n % 25 == 0 ? "no application" : n % 10 == 0 ? "bad answer" : "good";
        done.computeIfAbsent(what, each -> new AtomicInteger()).incrementAndGet();
        switch (what) {
            case "no answer" -> {
                // Half of an answer: the client reads the head and then the end of the connection.
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
            }
            case "no application" -> exchange.sendResponseHeaders(503, -1);
            case "bad answer" -> {
                exchange.getResponseHeaders().add("X-BlueGreen-Colour", "green");
                exchange.sendResponseHeaders(500, -1);
            }
            default -> {
                exchange.getResponseHeaders().add("X-BlueGreen-Colour", "blue");
                exchange.sendResponseHeaders(200, -1);
            }
        }
        exchange.close();
    }
}

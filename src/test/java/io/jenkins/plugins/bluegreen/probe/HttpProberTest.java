package io.jenkins.plugins.bluegreen.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against real sockets on loopback. */
class HttpProberTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpProber prober = new HttpProber(
            Instant::now, LIMIT, 8, () -> (SSLSocketFactory) SSLSocketFactory.getDefault(), Optional.of("open-sesame"));
    private final Set<String> connections = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        prober.close();
    }

    private static Environment environment(String url, List<String> addresses, String previewHeader) {
        return new Environment(
                "staging",
                "eu-central-1",
                URI.create(url),
                addresses,
                List.of(RuleRef.defaultOf("listener")),
                new Side(Colour.BLUE, "blue", "web-blue"),
                new Side(Colour.GREEN, "green", "web-green"),
                List.of(),
                previewHeader,
                null);
    }

    private List<Probe> probe(Environment environment, Optional<Colour> preview, int perNode) {
        return prober.probe(environment, preview, environment.settings().probePath(), perNode);
    }

    @Test
    void theTokenOpensTheDeepCheckAndGoesNowhereElse() throws IOException {
        Map<String, String> tokens = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.createContext("/", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("X-Validate-Token");
            tokens.put(exchange.getRequestURI().getPath(), String.valueOf(token));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            Environment environment =
                    environment("http://127.0.0.1:" + server.getAddress().getPort(), List.of(), "X-Preview");

            prober.probe(environment, Optional.empty(), Prober.VALIDATE, 1);
            prober.probe(environment, Optional.empty(), "/health", 1);

            assertThat(tokens)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(Prober.VALIDATE, "open-sesame", "/health", "null"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aTokenThatWouldBreakOutOfItsHeaderIsRefused() {
        assertThatThrownBy(() -> new HttpProber(Instant::now, Optional.of("a\r\nX-Other: b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("characters that no header can carry")
                .hasMessageNotContaining("X-Other");
    }

    /** Answers with what the preview header asks for, blue without one. */
    private HttpServer node(String address, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 50);
        server.createContext("/health", exchange -> {
            connections.add(exchange.getRemoteAddress().toString() + " to " + exchange.getLocalAddress());
            String asked = exchange.getRequestHeaders().getFirst("X-Preview");
            exchange.getResponseHeaders().set("x-bluegreen-release", "2.0.0");
            exchange.getResponseHeaders().set("X-BlueGreen-Colour", asked == null ? "blue" : asked);
            byte[] body = exchange.getRequestHeaders().getFirst("Host").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void everyNodeIsAskedOnConnectionsOfItsOwn() throws Exception {
        HttpServer one = node("127.0.0.1", 0);
        HttpServer two = node("127.0.0.2", one.getAddress().getPort());
        try {
            Environment environment = environment(
                    "http://app.example.com:" + one.getAddress().getPort(), List.of("127.0.0.1", "127.0.0.2"), "");

            List<Probe> probes = probe(environment, Optional.empty(), 3);

            assertThat(probes)
                    .extracting(Probe::node)
                    .containsExactlyInAnyOrder(
                            "127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2", "127.0.0.2");
            assertThat(connections).hasSize(6);
            assertThat(probes).allSatisfy(probe -> {
                assertThat(probe.isGood()).isTrue();
                assertThat(probe.release()).isEqualTo("2.0.0");
                assertThat(probe.colour()).contains(Colour.BLUE);
                assertThat(probe.latency()).isPositive().isLessThan(LIMIT);
            });
        } finally {
            one.stop(0);
            two.stop(0);
        }
    }

    @Test
    void aSideIsAskedForByThePreviewHeader() throws Exception {
        HttpServer node = node("127.0.0.1", 0);
        try {
            String url = "http://127.0.0.1:" + node.getAddress().getPort();

            assertThat(probe(environment(url, List.of(), "X-Preview"), Optional.of(Colour.GREEN), 1))
                    .singleElement()
                    .satisfies(probe -> {
                        assertThat(probe.colour()).contains(Colour.GREEN);
                        assertThat(probe.isLive()).isFalse();
                    });
        } finally {
            node.stop(0);
        }
    }

    @Test
    void aPreviewWithoutAHeaderIsAProblemAndNoRequest() {
        assertThat(probe(environment("http://127.0.0.1:1", List.of(), ""), Optional.of(Colour.GREEN), 1))
                .singleElement()
                .satisfies(probe -> assertThat(probe.problem()).contains("no preview header"));
        assertThat(probe(environment("http://127.0.0.1:1", List.of(), "X: a\r\nY"), Optional.of(Colour.GREEN), 1))
                .singleElement()
                .satisfies(probe -> assertThat(probe.problem()).contains("not the name of a header"));
    }

    @Test
    void aClosedPortIsAProblem() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(probe(environment("http://127.0.0.1:" + port, List.of(), ""), Optional.empty(), 1))
                .singleElement()
                .satisfies(probe -> {
                    assertThat(probe.status()).isZero();
                    assertThat(probe.problem()).contains("refused");
                    assertThat(probe.isGood()).isFalse();
                });
    }

    @Test
    void aNodeThatSaysNothingCostsTheLimitAndNoMore() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            assertThat(probe(
                            environment("http://127.0.0.1:" + silent.getLocalPort(), List.of(), ""),
                            Optional.empty(),
                            4))
                    .hasSize(4)
                    .allSatisfy(probe -> {
                        assertThat(probe.problem()).isEqualTo("no answer within 2000 ms");
                        assertThat(probe.latency()).isLessThan(LIMIT.multipliedBy(3));
                    });
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNoAnswer() throws Exception {
        assertThat(answeredBy("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                        .problem())
                .contains("breaks off");
        assertThat(answeredBy("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
                        .problem())
                .contains("breaks off");
        assertThat(answeredBy("HTTP/1.1 200 OK\r\nX-Blue").problem()).contains("breaks off");
        assertThat(answeredBy("").problem()).contains("closed without an answer");
        assertThat(answeredBy("SSH-2.0-OpenSSH\r\n").problem()).contains("SSH-2.0");
    }

    @Test
    void oddButWholeAnswersAreRead() throws Exception {
        assertThat(answeredBy("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno")
                        .status())
                .isEqualTo(503);
        assertThat(answeredBy("HTTP/1.0 200\nX-BlueGreen-Colour: Green\n\nuntil the end")
                        .colour())
                .contains(Colour.GREEN);
        assertThat(answeredBy("HTTP/1.1 200 OK\r\nX-BlueGreen-Colour: mauve\r\nContent-Length: 0\r\n\r\n")
                        .colour())
                .isEmpty();
        assertThat(answeredBy("HTTP/1.1 204 No Content\r\n\r\n").problem()).isEmpty();
    }

    /** What a probe makes of these bytes, after which the connection is closed. */
    private Probe answeredBy(String bytes) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    byte[] request = new byte[4096];
                    if (socket.getInputStream().read(request) > 0) {
                        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answering.start();
            List<Probe> probes =
                    probe(environment("http://127.0.0.1:" + server.getLocalPort(), List.of(), ""), Optional.empty(), 1);
            answering.join(5_000);
            assertThat(probes).hasSize(1);
            return probes.get(0);
        }
    }
}

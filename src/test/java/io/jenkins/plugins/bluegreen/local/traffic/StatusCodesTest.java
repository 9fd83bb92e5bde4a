package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatusCodesTest {

    private static Balancer before(RawBackend backend) {
        Balancer balancer = new Balancer();
        balancer.attribute("idle_timeout.timeout_seconds", "1").weights(1, 0);
        balancer.target("blue", "b1", backend.port());
        balancer.awaitState("blue", "b1", TargetState.HEALTHY);
        return balancer;
    }

    private static Wire.Answer answerOf(RawBackend.Behaviour behaviour) throws Exception {
        try (RawBackend backend = RawBackend.that(behaviour);
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            return wire.get("/");
        }
    }

    @Test
    void aTargetThatClosesBeforeAnswering502() throws Exception {
        Wire.Answer answer = answerOf(connection -> connection.socket().close());
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("Server")).isEqualTo("awselb/2.0");
        assertThat(answer.body()).contains("<h1>502 Bad Gateway</h1>");
    }

    @Test
    void aTargetThatResets502() throws Exception {
        assertThat(answerOf(RawBackend.Connection::reset).status()).isEqualTo(502);
    }

    @Test
    void aTargetThatClosesWithinTheHead502() throws Exception {
        assertThat(answerOf(connection -> {
                            connection.say("HTTP/1.1 200 OK\r\nContent-Le");
                            connection.socket().close();
                        })
                        .status())
                .isEqualTo(502);
    }

    @Test
    void aMalformedAnswer502() throws Exception {
        for (String malformed : List.of(
                "SMTP ready\r\n\r\n",
                "HTTP/1.1 two OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000) + "\r\n\r\n")) {
            assertThat(answerOf(connection -> connection.say(malformed)).status())
                    .as(malformed.substring(0, 14))
                    .isEqualTo(502);
        }
    }

    @Test
    void aRefusedConnection502() throws Exception {
        try (Balancer balancer = new Balancer();
                Wire wire = Wire.to(balancer.weights(1, 0))) {
            int closedPort;
            try (ServerSocket socket = new ServerSocket(0)) {
                closedPort = socket.getLocalPort();
            }
            balancer.target("blue", "b1", closedPort);
            assertThat(wire.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void aTargetThatDoesNotAnswerInTime504() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Wire.Answer answer = answerOf(connection -> {
            asked.incrementAndGet();
            connection.in().read();
        });
        assertThat(answer.status()).isEqualTo(504);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aTargetThatDoesNotAcceptInTime504() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> queue = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                // Fills the queue of connections that nobody accepts: further ones get no answer.
                Socket socket = new Socket();
                queue.add(socket);
                try {
                    socket.connect(deaf.getLocalSocketAddress(), 200);
                } catch (IOException e) {
                    break;
                }
            }
            DataPlaneSettings settings =
                    DataPlaneSettings.defaults(Clock.systemUTC()).withConnectTimeout(Duration.ofMillis(300));
            try (Balancer balancer = new Balancer(settings);
                    Wire wire = Wire.to(balancer.weights(1, 0))) {
                balancer.target("blue", "b1", deaf.getLocalPort());
                assertThat(wire.get("/").status()).isEqualTo(504);
            }
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyShorterThanItsLengthBreaksTheConnection() throws Exception {
        assertThatThrownBy(() -> answerOf(connection -> {
                    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
                    connection.socket().close();
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anEmptyGroup503AndNoFailOverToTheOther() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.ok("green"));
                Balancer balancer = new Balancer().weights(1, 0)) {
            balancer.target("green", "g1", backend.port());
            balancer.awaitState("green", "g1", TargetState.HEALTHY);
            try (Wire wire = Wire.to(balancer)) {
                assertThat(wire.get("/").status()).isEqualTo(503);
            }
            assertThat(backend.heads()).isEmpty();
        }
    }

    @Test
    void allWeightsZero503() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.ok("blue"));
                Balancer balancer = before(backend).weights(0, 0);
                Wire wire = Wire.to(balancer)) {
            assertThat(wire.get("/").status()).isEqualTo(503);
        }
    }

    @Test
    void traceIsNotAllowed405() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.ok(""));
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            assertThat(wire.request("TRACE", "/", "").status()).isEqualTo(405);
        }
    }

    @Test
    void aClientThatDoesNotSendItsBodyInTime408() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.in().readNBytes(10));
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
            assertThat(wire.read().status()).isEqualTo(408);
        }
    }

    @Test
    void aClientConnectionThatIsIdleForTooLongIsClosed() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.ok("ok"));
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            assertThat(wire.get("/").status()).isEqualTo(200);
            assertThat(wire.readByte())
                    .as("end of the connection, well before the client's own time-out")
                    .isEqualTo(-1);
        }
    }

    @Test
    void moreThan30ForwardedFor463() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.ok(""));
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            assertThat(wire.get("/", "X-Forwarded-For: 10.0.0.1" + ", 10.0.0.1".repeat(29))
                            .status())
                    .isEqualTo(200);
            assertThat(wire.get("/", "X-Forwarded-For: 10.0.0.1" + ", 10.0.0.1".repeat(30))
                            .status())
                    .isEqualTo(463);
        }
    }

    @Test
    void aFailedRequestIsNeverSentTwice() throws Exception {
        for (String method : List.of("GET", "POST")) {
            AtomicInteger sent = new AtomicInteger();
            try (RawBackend backend = RawBackend.that(connection -> {
                        if (sent.incrementAndGet() > 1) {
                            connection.socket().close();
                        } else {
                            connection.ok("first");
                        }
                    });
                    Balancer balancer = before(backend);
                    Wire wire = Wire.to(balancer)) {
                assertThat(wire.request(method, "/", "").status()).isEqualTo(200);
                assertThat(wire.request(method, "/", "").status()).isEqualTo(502);
                assertThat(sent).hasValue(2);
            }
        }
    }

    @Test
    void failuresAreCountedForTheLoadBalancerAndNotForTheGroup() throws Exception {
        try (RawBackend backend =
                        RawBackend.that(connection -> connection.socket().close());
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.get("/");
            List<TrafficPoint> points = balancer.plane.traffic(Instant.EPOCH, Instant.MAX);
            assertThat(points).singleElement().satisfies(point -> {
                assertThat(point.groupArn()).isEmpty();
                assertThat(point.failures()).isEqualTo(new TrafficPoint.Failures(1, 0, 0));
                assertThat(point.byLoadBalancer().server5xx()).isEqualTo(1);
            });
        }
    }
}

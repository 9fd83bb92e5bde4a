package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static Balancer before(RawBackend backend, String... attributes) {
        Balancer balancer = new Balancer();
        for (int i = 0; i < attributes.length; i += 2) {
            balancer.attribute(attributes[i], attributes[i + 1]);
        }
        balancer.weights(1, 0).target("blue", "b1", backend.port());
        balancer.awaitState("blue", "b1", TargetState.HEALTHY);
        return balancer;
    }

    private static String headSeen(List<String> attributes, String... headers) throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.ok(""));
                Balancer balancer = before(backend, attributes.toArray(String[]::new));
                Wire wire = Wire.to(balancer)) {
            wire.get("/a%20b/c;d?x=1&y=%C3%A4", headers);
            return backend.heads()
                    .get(0)
                    .replace(":" + balancer.port(), ":PORT")
                    .replace("Port: " + balancer.port(), "Port: PORT");
        }
    }

    @Test
    void aTargetSeesTheRequestAsTheClientSentItWithTheForwardedHeaders() throws Exception {
        String head = headSeen(
                List.of(), "Accept: a/b", "X-Twice: 1", "X-Twice: 2", "Connection: keep-alive", "Keep-Alive: 5");
        assertThat(head.split("\r\n"))
                .contains(
                        "GET /a%20b/c;d?x=1&y=%C3%A4 HTTP/1.1",
                        "Host: app.example:PORT",
                        "Accept: a/b",
                        "X-Twice: 1",
                        "X-Twice: 2",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-Proto: http",
                        "X-Forwarded-Port: PORT");
        assertThat(head).containsPattern("\r\nX-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n");
        assertThat(head).doesNotContain("Connection").doesNotContain("Keep-Alive");
    }

    @Test
    void forwardedForIsAppendedPreservedOrRemoved() throws Exception {
        String header = "X-Forwarded-For: 10.1.2.3";
        String mode = "routing.http.xff_header_processing.mode";
        assertThat(headSeen(List.of(), header)).contains("X-Forwarded-For: 10.1.2.3, 127.0.0.1\r\n");
        assertThat(headSeen(List.of(mode, "preserve"), header)).contains("X-Forwarded-For: 10.1.2.3\r\n");
        assertThat(headSeen(List.of(mode, "remove"), header)).doesNotContain("X-Forwarded-For");
    }

    @Test
    void theHostIsPreservedWithoutThePortWhenAskedFor() throws Exception {
        assertThat(headSeen(List.of("routing.http.preserve_host_header.enabled", "true")))
                .contains("Host: app.example\r\n");
    }

    @Test
    void aTraceThatTheClientBeganGoesOn() throws Exception {
        assertThat(headSeen(List.of(), "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678"))
                .containsPattern(
                        "X-Amzn-Trace-Id: Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678\r\n");
    }

    @Test
    void theAnswerReachesTheClientUnchangedButForTheConnection() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> connection.say("HTTP/1.1 201 Created\r\nServer: app\r\n"
                        + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
                        + "Content-Length: 2\r\n\r\nok"));
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            for (int i = 0; i < 3; i++) {
                Wire.Answer answer = wire.get("/");
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.body()).isEqualTo("ok");
                assertThat(answer.head())
                        .contains("Server: app\r\n", "Set-Cookie: a=1\r\n", "Set-Cookie: b=2\r\n")
                        .doesNotContain("Keep-Alive");
            }
        }
    }

    @Test
    void aHeadRequestHasNoBodyAndTheConnectionGoesOn() throws Exception {
        try (RawBackend backend = RawBackend.that(connection -> {
                    if (connection.head().startsWith("HEAD")) {
                        connection.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                    } else {
                        connection.ok("after");
                    }
                });
                Balancer balancer = before(backend);
                Wire wire = Wire.to(balancer)) {
            wire.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(Wire.readHead(wire.in())).contains("200 OK", "Content-Length: 5");
            assertThat(wire.get("/").body()).isEqualTo("after");
        }
    }

    @Test
    void theFirstMatchingRuleDecidesAndTheDefaultRuleTakesTheRest() throws Exception {
        try (Balancer balancer = new Balancer();
                RawBackend blue = RawBackend.that(connection -> connection.ok("blue"));
                RawBackend green = RawBackend.that(connection -> connection.ok("green"))) {
            WeightsTest.healthy(balancer, blue, green);
            balancer.rules(
                    new RuleSpec(
                            "preview",
                            List.of(new ConditionSpec.Header("X-Preview", List.of("yes*"))),
                            Balancer.forward(0, 1, java.util.Optional.empty())),
                    new RuleSpec(
                            "gone",
                            List.of(new ConditionSpec.Path(List.of("/old/*"))),
                            new ActionSpec.FixedResponse(410, "text/plain", "gone")),
                    new RuleSpec(
                            "moved",
                            List.of(new ConditionSpec.Path(List.of("/secure/*"))),
                            new ActionSpec.Redirect(301, "HTTPS", "#{host}", "443", "/new/#{path}", "#{query}&from=1")),
                    new RuleSpec("default", List.of(), Balancer.forward(1, 0, java.util.Optional.empty())));
            try (Wire wire = Wire.to(balancer)) {
                assertThat(wire.get("/").body()).isEqualTo("blue");
                assertThat(wire.get("/", "x-preview: YES please").body()).isEqualTo("green");
                assertThat(wire.get("/old/page").body()).isEqualTo("gone");
                assertThat(wire.get("/old/page").status()).isEqualTo(410);
                Wire.Answer moved = wire.get("/secure/a?b=c");
                assertThat(moved.status()).isEqualTo(301);
                assertThat(moved.header("Location")).isEqualTo("https://app.example:443/new/secure/a?b=c&from=1");
            }
        }
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DrainingTest {

    private static final String UPGRADE =
            "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

    /** Answers "/slow" when the latch opens, everything else at once, and echoes on an upgraded connection. */
    private static RawBackend.Behaviour application(String name, CountDownLatch latch) {
        return connection -> {
            if (connection.head().startsWith("GET /slow")) {
                latch.await();
                connection.ok(name);
            } else if (connection.head().startsWith("GET /socket")) {
                connection.say(
                        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello");
                int next;
                while ((next = connection.in().read()) >= 0) {
                    connection.out().write(next);
                    connection.out().flush();
                }
            } else {
                connection.ok(name);
            }
        };
    }

    private static Balancer balancer(int delaySeconds) {
        return new Balancer()
                .group("blue", Map.of("deregistration_delay.timeout_seconds", Integer.toString(delaySeconds)))
                .weights(1, 0);
    }

    @Test
    void aDrainingTargetGetsNoNewRequestsAndFinishesTheOldOnes() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (RawBackend old = RawBackend.that(application("old", latch));
                RawBackend young = RawBackend.that(application("young", latch));
                Balancer balancer = balancer(30);
                Wire slow = startSlow(balancer, old)) {
            balancer.target("blue", "young", young.port());
            balancer.awaitState("blue", "young", TargetState.HEALTHY);

            balancer.plane.deregister("blue", "old");

            TargetStatus draining = balancer.status("blue", "old");
            assertThat(draining.state()).isEqualTo(TargetState.DRAINING);
            assertThat(draining.reason()).isEqualTo("Target.DeregistrationInProgress");
            assertThat(draining.inFlight()).isEqualTo(1);
            try (Wire wire = Wire.to(balancer)) {
                for (int i = 0; i < 20; i++) {
                    assertThat(wire.get("/").body()).isEqualTo("young");
                }
            }
            latch.countDown();
            assertThat(slow.read().body()).isEqualTo("old");
            assertThat(balancer.status("blue", "old").state())
                    .as("draining lasts for the whole delay, also when nothing is in flight")
                    .isEqualTo(TargetState.DRAINING);
        }
    }

    @Test
    void whatStillRunsAtTheEndOfTheDelayGets502AndWebSocketsAreCut() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (RawBackend old = RawBackend.that(application("old", latch));
                Balancer balancer = balancer(1);
                Wire slow = startSlow(balancer, old);
                Wire webSocket = Wire.to(balancer)) {
            webSocket.send(UPGRADE);
            assertThat(webSocket.read().status()).isEqualTo(101);
            assertThat(new String(webSocket.in().readNBytes(5))).isEqualTo("hello");
            assertThat(balancer.status("blue", "old").inFlight()).isEqualTo(2);

            balancer.plane.deregister("blue", "old");
            webSocket.send("ping");
            assertThat(new String(webSocket.in().readNBytes(4))).isEqualTo("ping");

            assertThat(slow.read().status()).isEqualTo(502);
            assertThat(webSocket.readByte()).isEqualTo(-1);
            assertThat(balancer.plane.health("blue")).isEmpty();
        }
    }

    @Test
    void weightsDoNotMoveAWebSocket() throws Exception {
        try (RawBackend blue = RawBackend.that(application("blue", new CountDownLatch(0)));
                RawBackend green = RawBackend.that(application("green", new CountDownLatch(0)));
                Balancer balancer = new Balancer();
                Wire webSocket = startWebSocket(balancer, blue, green)) {
            balancer.weights(0, 1);
            byte[] much = "0123456789".repeat(20_000).getBytes();
            Thread writer = new Thread(() -> {
                try {
                    webSocket.out().write(much);
                    webSocket.out().flush();
                } catch (java.io.IOException e) {
                    throw new IllegalStateException("the tunnel is closed", e);
                }
            });
            writer.start();
            assertThat(webSocket.in().readNBytes(much.length)).isEqualTo(much);
            writer.join();
            assertThat(balancer.status("blue", "b1").inFlight()).isEqualTo(1);
        }
    }

    @Test
    void aWebSocketThatTheClientClosesIsNoLongerInFlight() throws Exception {
        try (RawBackend blue = RawBackend.that(application("blue", new CountDownLatch(0)));
                RawBackend green = RawBackend.that(application("green", new CountDownLatch(0)));
                Balancer balancer = new Balancer()) {
            startWebSocket(balancer, blue, green).close();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> balancer.status("blue", "b1").inFlight() == 0);
        }
    }

    @Test
    void aTargetOfAnUnusedGroupIsForgottenAtOnce() throws Exception {
        try (Balancer balancer = new Balancer()) {
            balancer.target("blue", "b1", 9);
            assertThat(balancer.status("blue", "b1").reason()).isEqualTo("Target.NotInUse");
            balancer.plane.deregister("blue", "b1");
            assertThat(balancer.plane.health("blue")).isEmpty();
        }
    }

    private static Wire startWebSocket(Balancer balancer, RawBackend blue, RawBackend green) throws Exception {
        WeightsTest.healthy(balancer, blue, green);
        balancer.weights(1, 0);
        Wire webSocket = Wire.to(balancer).send(UPGRADE);
        assertThat(webSocket.read().status()).isEqualTo(101);
        assertThat(new String(webSocket.in().readNBytes(5))).isEqualTo("hello");
        return webSocket;
    }

    private static Wire startSlow(Balancer balancer, RawBackend old) throws Exception {
        balancer.target("blue", "old", old.port());
        balancer.awaitState("blue", "old", TargetState.HEALTHY);
        Wire slow = Wire.to(balancer).send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
        await().atMost(Duration.ofSeconds(5)).until(() -> old.heads().size() == 1);
        return slow;
    }
}

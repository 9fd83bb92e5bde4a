package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {

    private static final int CONNECTIONS = 128;

    @ParameterizedTest(name = "{0}/{1}")
    @CsvSource({"90, 10", "50, 50", "100, 0", "0, 7"})
    void sharesAreExactUnder128Connections(int blueWeight, int greenWeight) throws Exception {
        try (Balancer balancer = new Balancer();
                RawBackend blue = RawBackend.that(connection -> connection.ok("blue"));
                RawBackend green = RawBackend.that(connection -> connection.ok("green"))) {
            healthy(balancer, blue, green);
            balancer.weights(blueWeight, greenWeight);

            Load load = Load.of(balancer, CONNECTIONS, 80);

            long total = CONNECTIONS * 80L;
            double share = greenWeight / (double) (blueWeight + greenWeight);
            // Five standard deviations: wrong once in more than a million runs.
            double band = 5 * Math.sqrt(total * share * (1 - share));
            assertThat(load.of("blue") + load.of("green"))
                    .as("%s", load.answers())
                    .isEqualTo(total);
            assertThat((double) load.of("green"))
                    .as("%s", load.answers())
                    .isBetween(total * share - band, total * share + band);
        }
    }

    @Test
    void anOpenConnectionMeetsNewWeightsWithItsNextRequest() throws Exception {
        try (Balancer balancer = new Balancer();
                RawBackend blue = RawBackend.that(connection -> connection.ok("blue"));
                RawBackend green = RawBackend.that(connection -> connection.ok("green"))) {
            healthy(balancer, blue, green);
            balancer.weights(1, 0);
            try (Wire wire = Wire.to(balancer)) {
                assertThat(wire.get("/").body()).isEqualTo("blue");
                balancer.weights(0, 1);
                assertThat(wire.get("/").body()).isEqualTo("green");
                balancer.weights(1, 0);
                assertThat(wire.get("/").body()).isEqualTo("blue");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"GET", "POST"})
    void noRequestFailsWhileWeightsFlipAndBackendsDropIdleConnections(String method) throws Exception {
        try (Balancer balancer = new Balancer();
                RawBackend blue = RawBackend.keepingAlive(500, WeightsTest::takeOrder);
                RawBackend green = RawBackend.keepingAlive(500, WeightsTest::takeOrder)) {
            healthy(balancer, blue, green);
            balancer.weights(1, 0);

            CompletableFuture<Load> load = CompletableFuture.supplyAsync(() -> {
                try {
                    return Load.of(balancer, 32, 250, method);
                } catch (Exception e) {
                    throw new IllegalStateException("the load did not run", e);
                }
            });
            for (int flip = 0; flip < 100; flip++) {
                balancer.weights(flip % 2, (flip + 1) % 2);
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS))
                        .join();
            }

            Load done = load.get(60, TimeUnit.SECONDS);
            assertThat(done.of("done")).as("%s", done.answers()).isEqualTo(32 * 250);
            assertThat(blue.heads()).isNotEmpty();
            assertThat(green.heads()).isNotEmpty();
        }
    }

    private static void takeOrder(RawBackend.Connection connection) throws Exception {
        if (connection.head().startsWith("POST")) {
            connection.in().readNBytes("order=1".length());
        }
        connection.ok("done");
    }

    static void healthy(Balancer balancer, RawBackend blue, RawBackend green) {
        balancer.weights(1, 1);
        balancer.target("blue", "b1", blue.port()).target("green", "g1", green.port());
        balancer.awaitState("blue", "b1", TargetState.HEALTHY);
        balancer.awaitState("green", "g1", TargetState.HEALTHY);
    }
}

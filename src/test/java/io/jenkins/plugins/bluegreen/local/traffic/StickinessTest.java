package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StickinessTest {

    /** The clock of the data plane, put forward by hand. */
    private static final class HandClock extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void forward(Duration duration) {
            ahead.updateAndGet(duration::plus);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static void rule(Balancer balancer, int blue, int green) {
        balancer.rules(
                new RuleSpec("default", List.of(), Balancer.forward(blue, green, Optional.of(Duration.ofSeconds(60)))));
    }

    private static String cookie(Wire.Answer answer, String name) {
        for (String line : answer.head().split("\r\n")) {
            if (line.startsWith("Set-Cookie: " + name + "=")) {
                return line.substring("Set-Cookie: ".length(), line.indexOf(';'));
            }
        }
        throw new AssertionError("no cookie " + name + " in " + answer.head());
    }

    @Test
    void groupStickinessOutranksWeightsEvenWeightZeroUntilItIsOver() throws Exception {
        HandClock clock = new HandClock();
        try (Balancer balancer = new Balancer(DataPlaneSettings.defaults(clock));
                RawBackend blue = RawBackend.that(connection -> connection.ok("blue"));
                RawBackend green = RawBackend.that(connection -> connection.ok("green"))) {
            WeightsTest.healthy(balancer, blue, green);
            rule(balancer, 1, 0);
            try (Wire wire = Wire.to(balancer)) {
                Wire.Answer first = wire.get("/");
                assertThat(first.head()).contains("AWSALBTGCORS=", "; SameSite=None");
                String bound = "Cookie: other=1; " + cookie(first, "AWSALBTG");

                rule(balancer, 0, 1);
                for (int i = 0; i < 10; i++) {
                    assertThat(wire.get("/", bound).body()).isEqualTo("blue");
                    assertThat(wire.get("/").body()).isEqualTo("green");
                }
                assertThat(wire.get("/", bound.replace("AWSALBTG=", "AWSALBTG=x"))
                                .body())
                        .as("a cookie that we did not sign")
                        .isEqualTo("green");

                clock.forward(Duration.ofSeconds(61));
                assertThat(wire.get("/", bound).body()).isEqualTo("green");
            }
        }
    }

    @Test
    void aClientBoundToAnEmptyGroupGets503() throws Exception {
        try (Balancer balancer = new Balancer();
                RawBackend blue = RawBackend.that(connection -> connection.ok("blue"));
                RawBackend green = RawBackend.that(connection -> connection.ok("green"))) {
            WeightsTest.healthy(balancer, blue, green);
            rule(balancer, 1, 0);
            try (Wire wire = Wire.to(balancer)) {
                String bound = "Cookie: " + cookie(wire.get("/"), "AWSALBTG");
                rule(balancer, 0, 1);
                balancer.plane.deregister("blue", "b1");
                assertThat(wire.get("/", bound).status()).isEqualTo(503);
                assertThat(wire.get("/").body()).isEqualTo("green");
            }
        }
    }

    @Test
    void targetStickinessLastsAsLongAsTheTargetTakesRequests() throws Exception {
        try (Balancer balancer = new Balancer().group("blue", Map.of("stickiness.enabled", "true"));
                RawBackend one = RawBackend.that(connection -> connection.ok("one"));
                RawBackend two = RawBackend.that(connection -> connection.ok("two"))) {
            balancer.weights(1, 0).target("blue", "one", one.port()).target("blue", "two", two.port());
            balancer.awaitState("blue", "one", TargetState.HEALTHY);
            balancer.awaitState("blue", "two", TargetState.HEALTHY);
            try (Wire wire = Wire.to(balancer)) {
                Wire.Answer first = wire.get("/");
                String bound = "Cookie: " + cookie(first, "AWSALB");
                for (int i = 0; i < 10; i++) {
                    assertThat(wire.get("/", bound).body()).isEqualTo(first.body());
                }
                balancer.plane.deregister("blue", first.body());
                assertThat(wire.get("/", bound).body()).isNotEqualTo(first.body());
            }
        }
    }
}

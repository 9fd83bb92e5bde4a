package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TargetHealthTest {

    @Test
    void aTargetFollowsItsOwnAnswersAndOnlyHealthyOnesAreUsed() throws Exception {
        try (Balancer balancer = new Balancer().weights(1, 0);
                Backend good = Backend.named("good");
                Backend other = Backend.named("other")) {
            balancer.target("blue", "good", good.port()).target("blue", "other", other.port());
            balancer.awaitState("blue", "good", TargetState.HEALTHY);
            balancer.awaitState("blue", "other", TargetState.HEALTHY);
            assertThat(good.checkers()).containsOnly("ELB-HealthChecker/2.0");

            other.healthAnswers(500);
            balancer.awaitState("blue", "other", TargetState.UNHEALTHY);
            assertThat(balancer.status("blue", "other").reason()).isEqualTo("Target.ResponseCodeMismatch");
            assertThat(balancer.status("blue", "other").description()).contains("[500]");
            for (int i = 0; i < 10; i++) {
                assertThat(balancer.get("/").body()).isEqualTo("good");
            }

            good.healthAnswers(500);
            balancer.awaitState("blue", "good", TargetState.UNHEALTHY);
            assertThat(balancer.get("/").body())
                    .as("fail-open: none is healthy")
                    .isIn("good", "other");
            assertThat(balancer.get("/").body()).isIn("good", "other");
            assertThat(good.requests()).as("both of them").isPositive();
            assertThat(other.requests()).isPositive();
            assertThat(balancer.plane.traffic(Instant.EPOCH, Instant.MAX))
                    .extracting(TrafficPoint::unhealthyRouting)
                    .contains(2L)
                    .allMatch(count -> count <= 2);
        }
    }

    @Test
    void aGroupWithWeightZeroIsCheckedAndAGroupInNoRuleIsNot() throws Exception {
        try (Balancer balancer = new Balancer();
                Backend backend = Backend.named("green")) {
            balancer.target("green", "g1", backend.port());
            assertThat(balancer.status("green", "g1").state()).isEqualTo(TargetState.UNUSED);
            assertThat(balancer.status("green", "g1").reason()).isEqualTo("Target.NotInUse");
            assertThat(backend.checkers()).isEmpty();

            balancer.weights(100, 0);
            balancer.awaitState("green", "g1", TargetState.HEALTHY);

            balancer.plane.removeListener(Balancer.LISTENER);
            assertThat(balancer.status("green", "g1").state()).isEqualTo(TargetState.UNUSED);
        }
    }

    @Test
    void aTargetThatDoesNotAnswerTheCheckTimesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                Balancer balancer = new Balancer().weights(1, 0)) {
            HealthCheckSpec check = new HealthCheckSpec(
                    "/health", OptionalInt.empty(), Duration.ofMillis(100), Duration.ofMillis(50), 2, 2, "200");
            balancer.plane.putTargetGroup(new TargetGroupSpec("blue", "HTTP", check, Map.of()));
            balancer.target("blue", "b1", silent.getLocalPort());
            balancer.awaitState("blue", "b1", TargetState.UNHEALTHY);
            assertThat(balancer.status("blue", "b1").reason()).isEqualTo("Target.Timeout");
        }
    }

    @Test
    void aTargetRegisteredAnewOnAnotherPortIsCheckedThere() throws Exception {
        try (Balancer balancer = new Balancer().weights(1, 0);
                Backend before = Backend.named("before");
                Backend after = Backend.named("after")) {
            balancer.target("blue", "b1", before.port());
            balancer.awaitState("blue", "b1", TargetState.HEALTHY);
            balancer.target("blue", "b1", after.port());
            balancer.awaitState("blue", "b1", TargetState.HEALTHY);
            assertThat(balancer.get("/").body()).isEqualTo("after");
            int checks = before.checkers().size();
            await().atMost(Duration.ofSeconds(5)).until(() -> after.checkers().size() > 5);
            assertThat(before.checkers().size()).isLessThanOrEqualTo(checks + 1);
        }
    }

    @Test
    void aChangedCheckIsUsedAtOnce() throws Exception {
        try (Balancer balancer = new Balancer().weights(1, 0);
                Backend backend = Backend.named("blue")) {
            backend.healthAnswers(204);
            balancer.target("blue", "b1", backend.port());
            balancer.awaitState("blue", "b1", TargetState.UNHEALTHY);
            HealthCheckSpec check = new HealthCheckSpec(
                    "/health", OptionalInt.empty(), Duration.ofMillis(50), Duration.ofSeconds(2), 2, 2, "200-299");
            balancer.plane.putTargetGroup(new TargetGroupSpec("blue", "HTTP", check, Map.of()));
            balancer.awaitState("blue", "b1", TargetState.HEALTHY);
        }
    }

    @Test
    void requestsAreCountedByGroupWithTheirLatencies() throws Exception {
        try (Balancer balancer = new Balancer().weights(1, 0);
                Backend backend = Backend.named("blue")) {
            balancer.target("blue", "b1", backend.port());
            balancer.awaitState("blue", "b1", TargetState.HEALTHY);
            for (int i = 0; i < 25; i++) {
                balancer.get("/");
            }
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(balancer.plane.traffic(Instant.EPOCH, Instant.MAX).stream()
                                    .filter(point -> point.groupArn()
                                            .filter("blue"::equals)
                                            .isPresent())
                                    .mapToLong(point -> point.byTarget().ok2xx())
                                    .sum())
                            .isEqualTo(25));
            assertThat(balancer.plane.traffic(Instant.EPOCH, Instant.MAX).stream()
                            .flatMap(point -> point.latencies().stream())
                            .mapToLong(TrafficPoint.Latency::count)
                            .sum())
                    .isEqualTo(25);
        }
    }
}

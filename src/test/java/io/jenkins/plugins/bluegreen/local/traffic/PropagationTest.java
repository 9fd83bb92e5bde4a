package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropagationTest {

    private static void answer(Balancer balancer, String text) {
        balancer.rules(new RuleSpec("default", List.of(), new ActionSpec.FixedResponse(200, "text/plain", text)));
    }

    private static String at(String node, Balancer balancer) throws Exception {
        try (Wire wire = new Wire(node, balancer.port())) {
            return wire.get("/").body();
        }
    }

    @Test
    void eachNodeHearsOfAChangeAfterItsOwnLag() throws Exception {
        try (Balancer balancer = new Balancer()) {
            answer(balancer, "old");
            balancer.plane.propagationLag(
                    Map.of("127.0.0.2", Duration.ofMillis(700), "127.0.0.3", Duration.ofSeconds(60)));
            answer(balancer, "new");

            assertThat(at("127.0.0.1", balancer)).isEqualTo("new");
            assertThat(at("127.0.0.2", balancer)).isEqualTo("old");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> at("127.0.0.2", balancer).equals("new"));
            assertThat(at("127.0.0.3", balancer)).isEqualTo("old");
        }
    }

    @Test
    void anOlderChangeNeverOvertakesANewerOne() throws Exception {
        try (Balancer balancer = new Balancer()) {
            answer(balancer, "first");
            balancer.plane.propagationLag(Map.of("127.0.0.2", Duration.ofMillis(300)));
            answer(balancer, "second");
            balancer.plane.propagationLag(Map.of());
            answer(balancer, "third");

            assertThat(at("127.0.0.2", balancer)).isEqualTo("third");
            await().during(Duration.ofMillis(500))
                    .until(() -> at("127.0.0.2", balancer).equals("third"));
        }
    }

    @Test
    void aLagForAnUnknownNodeIsRefused() {
        try (Balancer balancer = new Balancer()) {
            assertThatThrownBy(() -> balancer.plane.propagationLag(Map.of("10.0.0.1", Duration.ZERO)))
                    .hasMessageContaining("10.0.0.1")
                    .hasMessageContaining("127.0.0.1");
        }
    }
}

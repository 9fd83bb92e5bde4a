package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataPlaneTest {

    @Test
    void requestsGoToTheGroupThatHasTheWeight() throws Exception {
        try (Balancer balancer = new Balancer();
                Backend blue = Backend.named("blue");
                Backend green = Backend.named("green")) {
            balancer.weights(100, 0).target("blue", "b1", blue.port()).target("green", "g1", green.port());
            balancer.awaitState("blue", "b1", TargetState.HEALTHY);
            balancer.awaitState("green", "g1", TargetState.HEALTHY);

            assertThat(balancer.get("/").body()).isEqualTo("blue");
            balancer.weights(0, 1);
            assertThat(balancer.get("/").body()).isEqualTo("green");
        }
    }

    @Test
    void everyNodeListensOnTheSamePort() throws Exception {
        try (Balancer balancer = new Balancer()) {
            balancer.rules(new RuleSpec("r", List.of(), new ActionSpec.FixedResponse(200, "text/plain", "here")));
            for (String node : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")) {
                URI uri = URI.create("http://" + node + ":" + balancer.port() + "/");
                assertThat(balancer.client
                                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo("here");
            }
        }
    }
}

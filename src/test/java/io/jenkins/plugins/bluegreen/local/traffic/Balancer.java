package io.jenkins.plugins.bluegreen.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A data plane with a blue and a green group behind one listener, as the tests need it. */
final class Balancer implements AutoCloseable {

    static final String LISTENER = "listener";
    static final String LOAD_BALANCER = "load-balancer";

    final DataPlane plane;
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> attributes = new HashMap<>();
    private int port;

    Balancer() {
        this(DataPlaneSettings.defaults(Clock.systemUTC()));
    }

    Balancer(DataPlaneSettings settings) {
        plane = DataPlane.start(settings);
        group("blue", Map.of());
        group("green", Map.of());
    }

    Balancer group(String name, Map<String, String> groupAttributes) {
        plane.putTargetGroup(new TargetGroupSpec(name, "HTTP", checkEvery(Duration.ofMillis(50)), groupAttributes));
        return this;
    }

    static HealthCheckSpec checkEvery(Duration interval) {
        return new HealthCheckSpec("/health", OptionalInt.empty(), interval, Duration.ofSeconds(2), 2, 2, "200");
    }

    Balancer attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    Balancer weights(int blue, int green) {
        return rules(new RuleSpec("default", List.of(), forward(blue, green, Optional.empty())));
    }

    Balancer rules(RuleSpec... rules) {
        port = plane.putListener(new ListenerSpec(LISTENER, LOAD_BALANCER, port, List.of(rules), attributes));
        return this;
    }

    static ActionSpec.Forward forward(int blue, int green, Optional<Duration> stickiness) {
        return new ActionSpec.Forward(
                List.of(new ActionSpec.WeightedGroup("blue", blue), new ActionSpec.WeightedGroup("green", green)),
                stickiness);
    }

    Balancer target(String group, String id, int targetPort) {
        plane.register(group, new TargetSpec(id, "127.0.0.1", targetPort));
        return this;
    }

    TargetStatus status(String group, String id) {
        return plane.health(group).stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no target " + id + " in " + plane.health(group)));
    }

    void awaitState(String group, String id, TargetState state) {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(
                        status(group, id).state())
                .as("state of %s", status(group, id))
                .isEqualTo(state));
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        plane.close();
    }
}

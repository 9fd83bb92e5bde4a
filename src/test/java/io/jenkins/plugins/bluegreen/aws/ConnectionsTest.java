package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;

/** The real SDK before something that answers as ELB does, in virtual time: builds come and go, each with a session of its own. */
class ConnectionsTest {
    private static final String LISTENER = "arn:aws:elasticloadbalancing:%s:%s:listener/app/shop/0/1";

    private final VirtualTime time = new VirtualTime();
    /** Whoever has to wait for the budget is let on at once. */
    private final Scheduler impatient = (delay, run) -> {
        run.run();
        return () -> {};
    };

    private final Connections connections = new Connections(time, impatient, CallListener.NOBODY);
    private final AtomicReference<String> signedBy = new AtomicReference<>();
    private final AtomicReference<String> signedFor = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        connections.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String[] scope = exchange.getRequestHeaders()
                .getFirst("Authorization")
                .replaceAll(".*Credential=([^,]+),.*", "$1")
                .split("/");
        signedBy.set(scope[0]);
        signedFor.set(scope[2]);
        byte[] xml =
                """
                <DescribeListenersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
                <DescribeListenersResult><Listeners/></DescribeListenersResult></DescribeListenersResponse>"""
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, xml.length);
        exchange.getResponseBody().write(xml);
        exchange.close();
    }

    private AwsAccount withKey(String key) {
        return new AwsAccount(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                new AwsCredentialSource.Keys(key, "secret", ""),
                Optional.empty());
    }

    private AwsWorlds worlds(String key) {
        return new AwsWorlds(
                connections,
                (environment, deployment) -> withKey(key + deployment),
                (environment, preview, path, perNode) -> List.of(),
                environment -> OptionalInt.empty());
    }

    private static Environment shop(String account) {
        return shop(account, "us-east-1");
    }

    private static Environment shop(String account, String region) {
        return new Environment(
                "shop",
                region,
                URI.create("http://127.0.0.1"),
                List.of(),
                List.of(RuleRef.defaultOf(LISTENER.formatted(region, account))),
                new Side(Colour.BLUE, "blue", "shop-blue"),
                new Side(Colour.GREEN, "green", "shop-green"),
                List.of(),
                "",
                Settings.DEFAULT);
    }

    private static void look(AwsWorlds worlds, String account) {
        look(worlds, shop(account));
    }

    private static void look(AwsWorlds worlds, Environment environment) {
        worlds.of(environment).traffic().read(environment, Urgency.ORDINARY);
    }

    @Test
    void buildsOfOneAccountSpendOneBudgetWhateverTheirSessions() {
        for (int build = 0; build < 28; build++) {
            look(worlds("BUILD" + build), "123456789012");
        }

        // The time stands still, so nothing is gained back: promises reach ten seconds ahead, and no further.
        assertThatThrownBy(() -> {
                    for (int build = 28; build < 200; build++) {
                        callFrom("us-east-1");
                    }
                })
                .isInstanceOfSatisfying(WorldException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(WorldException.Kind.THROTTLED))
                .hasMessageContaining("for this account and region is spent");
        look(worlds("ELSEWHERE"), "999999999999");
        assertThat(signedBy).hasValue("ELSEWHERE");
    }

    @Test
    void environmentsOfSeveralRegionsAreEachAskedForInTheirOwnAndSpendItsBudget() {
        AwsWorlds worlds = worlds("KEY");
        for (String region : List.of("us-east-1", "eu-west-1", "ap-south-1")) {
            look(worlds, shop("123456789012", region));
            assertThat(signedFor).hasValue(region);
        }

        assertThatThrownBy(() -> {
                    for (int call = 0; call < 200; call++) {
                        callFrom("us-east-1");
                    }
                })
                .hasMessageContaining("for this account and region is spent");
        assertThatCode(() -> callFrom("eu-west-1")).doesNotThrowAnyException();
    }

    /** A call that spends budget and goes nowhere. */
    private void callFrom(String region) {
        connections
                .calls("shop", () -> withKey("NEXT"), "123456789012", region)
                .send("listeners", describe(), request -> null);
    }

    private static DescribeListenersRequest describe() {
        return DescribeListenersRequest.builder().build();
    }

    @Test
    void clientsOfBuildsThatEndedAreClosed() {
        for (int build = 0; build < 20; build++) {
            look(worlds("BUILD" + build), "123456789012");
            time.advance(Duration.ofMinutes(10));
        }

        assertThat(connections.open()).isLessThanOrEqualTo(4);
    }

    @Test
    void whoComesBackAfterALongPauseIsServedAgain() {
        AwsWorlds early = worlds("EARLY");
        look(early, "123456789012");
        time.advance(Duration.ofHours(2));
        look(worlds("LATE"), "123456789012");

        look(early, "123456789012");

        assertThat(signedBy).hasValue("EARLY");
    }

    @Test
    void aDeploymentIsReachedWithItsOwnRightsAndOthersWithTheirs() {
        AwsWorlds worlds = worlds("KEY");
        worlds.of(shop("123456789012"), "D1").traffic().read(shop("123456789012"), Urgency.ORDINARY);
        assertThat(signedBy).hasValue("KEYD1");

        look(worlds, "123456789012");
        assertThat(signedBy).hasValue("KEY");

        look(worlds.as(withKey("CALLER")), "123456789012");
        assertThat(signedBy).hasValue("CALLER");
    }

    @Test
    void rightsThatAreReplacedHoldFromTheNextCallOn() {
        AtomicReference<String> key = new AtomicReference<>("EXPIRED");
        AwsWorlds worlds = new AwsWorlds(
                connections,
                (environment, deployment) -> withKey(key.get()),
                (environment, preview, path, perNode) -> List.of(),
                environment -> OptionalInt.empty());
        var traffic = worlds.of(shop("123456789012"), "D1").traffic();
        traffic.read(shop("123456789012"), Urgency.ORDINARY);

        key.set("FRESH");
        traffic.read(shop("123456789012"), Urgency.ORDINARY);

        assertThat(signedBy).hasValue("FRESH");
    }
}

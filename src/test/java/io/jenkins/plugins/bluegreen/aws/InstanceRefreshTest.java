package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.CallListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real SDK before something that answers DescribeInstanceRefreshes in the form of AWS's API reference. */
class InstanceRefreshTest {
    private static final Environment SHOP = new Environment(
            "shop",
            "eu-central-1",
            URI.create("http://127.0.0.1"),
            List.of(),
            List.of(RuleRef.defaultOf("listener")),
            new Side(Colour.BLUE, "tg-blue", "shop-blue"),
            new Side(Colour.GREEN, "tg-green", "shop-green"),
            List.of(),
            "",
            null);

    private HttpServer server;
    private Connections connections;
    private AwsWorlds worlds;
    private String status;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] xml = answer().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, xml.length);
            exchange.getResponseBody().write(xml);
            exchange.close();
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        connections = new Connections(Instant::now, (delay, task) -> () -> {}, CallListener.NOBODY);
        worlds = new AwsWorlds(
                connections,
                (environment, deployment) -> AwsAccount.local(endpoint),
                (environment, preview, path, perNode) -> List.of(),
                environment -> OptionalInt.empty());
    }

    @AfterEach
    void stop() {
        connections.close();
        server.stop(0);
    }

    private String answer() {
        return """
                <DescribeInstanceRefreshesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">
                <DescribeInstanceRefreshesResult><InstanceRefreshes><member>
                <InstanceRefreshId>08b91cf7-8fa6-48af-b6a6-d227f40f1b9b</InstanceRefreshId>
                <AutoScalingGroupName>shop-green</AutoScalingGroupName><Status>%s</Status>
                <PercentageComplete>40</PercentageComplete>
                </member></InstanceRefreshes></DescribeInstanceRefreshesResult></DescribeInstanceRefreshesResponse>"""
                .formatted(status);
    }

    private String otherWork(String inStatus) {
        status = inStatus;
        return worlds.of(SHOP).fleet().otherWork(SHOP, Colour.GREEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"})
    void anInstanceRefreshThatHasNotEndedIsNamedWithTheWayOut(String status) {
        assertThat(otherWork(status))
                .contains("Auto Scaling group shop-green", "08b91cf7", status)
                .contains("aws autoscaling cancel-instance-refresh --auto-scaling-group-name shop-green");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"})
    void oneThatHasEndedIsNoObstacle(String status) {
        assertThat(otherWork(status)).isEmpty();
    }
}

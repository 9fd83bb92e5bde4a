package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What subscribers of the topic get of whole deployments, published by the real SDK. */
class SnsNotifierTest {
    private static final String PLAN = "100%:10s";

    private final Rig rig = new Rig();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Connections connections;
    private Engine engine;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            published.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] xml =
                    """
                    <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                    <PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"""
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, xml.length);
            exchange.getResponseBody().write(xml);
            exchange.close();
        });
        server.start();
        AwsAccount account = AwsAccount.local(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        connections = new Connections(Instant::now, (delay, task) -> () -> {}, CallListener.NOBODY);
        Notifier sns = new AwsWorlds(
                        connections,
                        (environment, deployment) -> account,
                        (environment, preview, path, perNode) -> List.of(),
                        environment -> OptionalInt.empty())
                .notifier(account, "arn:aws:sns:eu-central-1:123456789012:releases");
        engine = new Engine(new Services(
                environment -> rig.cloud.world(),
                rig.store,
                rig.leases,
                sns,
                (environment, receipt) -> {},
                rig.time,
                rig.time,
                "controller",
                Services.LEASE));
    }

    @AfterEach
    void stop() {
        connections.close();
        server.stop(0);
    }

    private List<String> subjects() {
        return published.stream()
                .flatMap(body -> Stream.of(body.split("&")))
                .filter(field -> field.startsWith("Subject="))
                .map(field -> URLDecoder.decode(field.substring("Subject=".length()), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aRollbackIsToldOnceWhenItBeginsAndOnceWhenTrafficIsBack() {
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(subjects())
                .containsSubsequence("shop: r2 rolling back", "shop: r2 traffic is back", "shop: r2 rolled back")
                .doesNotHaveDuplicates();
        assertThat(published).anyMatch(body -> body.contains("customers"));
    }

    @Test
    void aReleaseThatIsDoneIsNotMistakenForOneThatWasTakenBack() {
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(subjects())
                .contains("shop: r2 done, keeping the old side", "shop: r2 succeeded")
                .doesNotContain("shop: r2 traffic is back")
                .doesNotHaveDuplicates();
    }

    @Test
    void aDeploymentThatIsAbortedSaysWhoDecidedSo() {
        String id = rig.deploy(engine, "r2", PLAN);
        rig.runTo(id, Phase.BAKING);
        rig.cloud.strangerWrites(0, new TrafficSplit(33, 67));
        rig.runTo(id, Phase.HALTED);
        rig.command(engine, id, new Command.Abort("anna"));
        rig.runTo(id, Phase.KEEPING);

        assertThat(subjects())
                .containsSubsequence("shop: r2 halted", "shop: r2 rolling back", "shop: r2 traffic is back")
                .doesNotHaveDuplicates();
        assertThat(published).anyMatch(body -> body.contains("anna"));
    }
}

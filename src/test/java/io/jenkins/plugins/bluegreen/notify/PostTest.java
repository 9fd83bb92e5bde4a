package io.jenkins.plugins.bluegreen.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real deployments' journals, told to real HTTP servers that behave well, badly, or not at all. */
class PostTest {
    private static final String SECRET = "T0PSECRET-xyzzy";

    private record Request(String method, String path, String signature, String authorization, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final CountDownLatch hang = new CountDownLatch(1);
    private final Rig rig = new Rig();
    private HttpServer server;
    private Post post;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        post = new Post(complaints::add);
    }

    @AfterEach
    void stop() {
        hang.countDown();
        post.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        boolean found = requests.stream().anyMatch(request -> request.path().endsWith("/deployments"));
        requests.add(new Request(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
        if (path.startsWith("/hang")) {
            try {
                hang.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        int status = path.startsWith("/broken") ? 500 : path.startsWith("/gone") ? 404 : 200;
        byte[] said = (path.contains("?task=") ? (found ? "[{\"id\":42}]" : "[]") : "{\"id\":42}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private String deployed() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "2.0.0", "10%:30s, 100%:60s");
        rig.runTo(id, Phase.SUCCEEDED);
        return id;
    }

    /** Tells everything of a deployment, as the engine does: the state after each event. */
    private void tell(String id) {
        Stored stored = rig.stored(id);
        List<Event> until = new ArrayList<>();
        for (Event event : stored.journal()) {
            until.add(event);
            post.happened(Deployment.replay(stored.order(), until), event);
        }
    }

    private List<News.Kind> kinds(String id) {
        Stored stored = rig.stored(id);
        List<Event> until = new ArrayList<>();
        List<News.Kind> kinds = new ArrayList<>();
        for (Event event : stored.journal()) {
            until.add(event);
            News.of(Deployment.replay(stored.order(), until), event).ifPresent(news -> kinds.add(news.kind()));
        }
        return kinds;
    }

    @Test
    void aGoodDeploymentIsToldFromItsBeginToItsEnd() {
        assertThat(kinds(deployed()))
                .containsExactly(News.Kind.BEGUN, News.Kind.STEP_REACHED, News.Kind.STEP_REACHED, News.Kind.DONE);
    }

    @Test
    void aBadReleaseIsToldAsRolledBack() {
        rig.cloud.behave(
                "2.0.0", Behaviour.good("2.0.0").turningBad(rig.time.now().plusSeconds(60), 100));
        String id = rig.deploy(rig.controller(), "2.0.0", "10%:60s, 100%:60s");
        rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(kinds(id)).containsExactly(News.Kind.BEGUN, News.Kind.STEP_REACHED, News.Kind.ROLLED_BACK);
    }

    @Test
    void aRollbackInTheKeepWindowIsToldWhenTrafficIsBackAndNotAsDoneAgain() {
        Engine engine = rig.controller();
        String id = rig.deploy(engine, "2.0.0", "100%:10s");
        rig.runTo(id, Phase.KEEPING);
        rig.command(engine, id, new Command.RollBack("customers complain", "bob"));
        rig.runTo(id, Phase.ROLLING_BACK);
        rig.runTo(id, Phase.KEEPING);

        assertThat(kinds(id))
                .containsExactly(News.Kind.BEGUN, News.Kind.STEP_REACHED, News.Kind.DONE, News.Kind.ROLLED_BACK);
    }

    @Test
    void aDeploymentThatMovesNoTrafficIsToldAsRolledBackAtItsEnd() {
        rig.cloud.behave("2.0.0", Behaviour.good("2.0.0").turningBad(rig.time.now(), 100));
        String id = rig.deploy(rig.controller(), "2.0.0", "100%:10s");
        rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(kinds(id)).containsExactly(News.Kind.BEGUN, News.Kind.ROLLED_BACK);
    }

    @Test
    void theWebhookIsSignedOverItsWholeBody() throws Exception {
        post.webhook(at("/hook"), Optional.of(Secret.of(SECRET)));
        tell(deployed());

        await().atMost(Duration.ofSeconds(10)).until(() -> requests.size() == 4);
        for (Request request : requests) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            assertThat(request.signature())
                    .isEqualTo("sha256="
                            + HexFormat.of()
                                    .formatHex(mac.doFinal(request.body().getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(requests.get(0).body())
                .contains("\"event\":\"begun\"", "\"release\":\"2.0.0\"", "\"environment\":\"shop\"");
        assertThat(requests.get(3).body()).contains("\"event\":\"done\"");
    }

    @Test
    void slackGetsTheTemplateFilledIn() {
        post.slack(Secret.of(at("/services/" + SECRET).toString()));
        tell(deployed());

        await().atMost(Duration.ofSeconds(10)).until(() -> requests.size() == 4);
        assertThat(requests.get(0).body()).contains("shop: release 2.0.0 begun").doesNotContain("{headline}");
    }

    @Test
    void gitHubGetsOneDeploymentAndAllItsStatuses() {
        post.github(at(""), "acme/shop", Secret.of(SECRET), "v{release}");
        String id = deployed();
        tell(id);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> requests.stream()
                                .filter(r -> r.path().endsWith("/42/statuses"))
                                .count()
                        == 4);
        List<Request> created = requests.stream()
                .filter(r -> r.path().equals("/repos/acme/shop/deployments"))
                .toList();
        assertThat(created).hasSize(1);
        assertThat(created.get(0).body()).contains("\"ref\":\"v2.0.0\"", "\"task\":\"bluegreen-" + id + "\"");
        assertThat(requests).allMatch(request -> request.authorization().equals("Bearer " + SECRET));
        assertThat(requests.get(requests.size() - 1).body()).contains("\"state\":\"success\"");
    }

    @Test
    void aReceiverThatHangsDelaysNeitherTheDeploymentNorTheOthers() {
        post.webhook(at("/hang"), Optional.empty()).webhook(at("/hook"), Optional.empty());
        String id = deployed();

        long before = System.nanoTime();
        tell(id);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));

        await().atMost(Duration.ofSeconds(4))
                .until(() ->
                        requests.stream().filter(r -> r.path().equals("/hook")).count() == 4);
    }

    @Test
    void whatIsStillWaitingAtTheEndIsNotGivenUpSilently() {
        post.webhook(at("/hang"), Optional.empty());
        tell(deployed());

        post.close();

        assertThat(complaints).containsExactly("webhook at 127.0.0.1 is too slow: it was not told how it ended");
    }

    @Test
    void newsForASlowReceiverAreDroppedAndSaidSoNotHeaped() {
        post.webhook(at("/hang"), Optional.empty());
        String id = deployed();
        for (int i = 0; i < Post.QUEUE; i++) {
            tell(id);
        }

        assertThat(complaints).isNotEmpty().allMatch(line -> line.startsWith("webhook at 127.0.0.1 is too slow"));
    }

    @Test
    void noSecretIsEverLogged() throws IOException {
        post.slack(Secret.of(at("/gone/" + SECRET).toString()))
                .slack(Secret.of("http://127.0.0.1:" + unused() + "/" + SECRET))
                .webhook(at("/broken"), Optional.of(Secret.of(SECRET)))
                .github(at("/gone"), "acme/shop", Secret.of(SECRET), "{release}")
                .also("strange", (after, event) -> {
                    throw new IllegalStateException("cannot reach http://host/" + SECRET);
                });
        String id = deployed();
        tell(id);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(complaints)
                .anyMatch(line -> line.contains("Slack was not told") && line.contains("404"))
                .anyMatch(line -> line.contains("Slack was not told") && line.contains("ConnectException"))
                .anyMatch(line -> line.contains("webhook at 127.0.0.1") && line.contains("500"))
                .anyMatch(line -> line.contains("GitHub deployment at"))
                .anyMatch(line -> line.contains("strange was not told") && line.contains("IllegalStateException")));
        assertThat(complaints).noneMatch(line -> line.contains(SECRET));
        assertThat(Secret.of(SECRET)).hasToString("(secret)");
        assertThat(rig.phase(id)).isEqualTo(Phase.SUCCEEDED);
    }

    private static int unused() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

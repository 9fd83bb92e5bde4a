package io.jenkins.plugins.bluegreen.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.report.Recorded;
import io.jenkins.plugins.bluegreen.store.DocumentDeploymentStore;
import io.jenkins.plugins.bluegreen.store.FileDocuments;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageServerTest {
    private static final String DEPLOYMENT = "environments/production/deployments/2026-11-23-42";
    private static final String ROLLBACK = "api/environments/canary/deployments/canary-44/rollback";
    private final HttpClient browser = HttpClient.newHttpClient();
    private final Clock clock = () -> Recorded.at(139);
    private PageServer server;

    @BeforeEach
    void serveARecordedDeployment(@TempDir Path directory) {
        FileDocuments documents = FileDocuments.under(directory.resolve("store"));
        DocumentDeploymentStore store = new DocumentDeploymentStore(documents);
        Sightings sightings = Sightings.under(directory.resolve("sightings"));
        Recorded bad = Recorded.bad("shop-2.0.0");
        store.save(bad.stored().at(""));
        RecordedSightings.write(sightings, bad.stored(), bad.samples(true));
        store.save(Recorded.shifting("canary-44", "shop-2.0.1").stored().at(""));
        PageData data = new PageData(store, sightings, List.of(), Optional.empty(), clock);
        Orders orders = new Orders(
                RecordedPage.engine(store, documents, clock), sightings, RecordedPage.noSleep(clock), "the test");
        server = PageServer.start("127.0.0.1", 0, data, Optional.of(orders), clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDocumentOfADeploymentCarriesWhatTheClientsSawBySide() throws Exception {
        var json = new ObjectMapper().readTree(get("api/" + DEPLOYMENT).body());

        assertThat(json.at("/outcome").asText()).isEqualTo("ROLLED_BACK");
        assertThat(json.at("/writes/2/by").asText()).isEmpty();
        assertThat(json.at("/writes/2/propagationMillis").asLong()).isEqualTo(6100);
        long failures = Recorded.bad("shop-2.0.0").samples(true).stream()
                .filter(sample -> sample.isFailure())
                .count();
        assertThat(json.at("/requests/totals/green/failures").asLong()).isEqualTo(failures);
        assertThat(json.at("/requests/totals/blue/failures").asLong()).isZero();
    }

    @Test
    void everyAnswerTellsTheBrowserToBeStrict() throws Exception {
        for (String path : List.of("", DEPLOYMENT, "api/environments", "assets/bluegreen.js", "nowhere")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy ->
                            assertThat(policy).startsWith("default-src 'self'").doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void anOrderFromTheOpenedPageIsCarriedToTheJournal() throws Exception {
        HttpResponse<String> answer = order(token(), origin());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get("api/environments/canary/deployments/canary-44").body())
                .contains("ROLLING_BACK")
                .contains("asked for on the page");
    }

    @Test
    void anOrderWithoutThePagesTokenOrFromAnotherSiteIsRefused() throws Exception {
        assertThat(order("guessed", origin()).statusCode()).isEqualTo(403);
        assertThat(order(token(), "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(get("api/environments/canary/deployments/canary-44").body()).doesNotContain("ROLLING_BACK");
    }

    @Test
    void anOrderThatThePhaseForbidsIsRefusedWithTheReason() throws Exception {
        HttpResponse<String> answer = post("api/" + DEPLOYMENT + "/adopt", token(), origin(), "application/json", "{}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"error\"");
    }

    @Test
    void anEnvironmentThatNoConfigurationDescribesIsOfferedNoSleepAndTakesNone() throws Exception {
        HttpResponse<String> answer = post("api/environments/canary/stop", token(), origin(), "application/json", "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(get("api/environments/canary").body()).contains("\"orders\":[]");
    }

    @Test
    void anOrderThatIsNotJsonIsRefused() throws Exception {
        assertThat(post(ROLLBACK, token(), origin(), "text/plain", "{}").statusCode())
                .isEqualTo(400);
        assertThat(post(ROLLBACK, token(), origin(), "application/json", "{").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anotherHostsNameIsRefusedSoThatNoForeignPageCanReadThisOne() throws IOException {
        assertThat(statusLine("Host: rebound.example")).contains("421");
        assertThat(statusLine("Host: localhost:" + server.url().getPort())).contains("200");
    }

    @Test
    void namesThatLeadOutOfThePagesFolderFindNothing() throws Exception {
        for (String path : List.of(
                "assets/../PageServer.class", "assets/%2e%2e/Assets.class", "assets/lib/LICENSE", "assets/x.class")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theReceiptOfADeploymentIsAPageOfItsOwn() throws Exception {
        HttpResponse<String> answer = get(DEPLOYMENT + "/receipt");

        assertThat(answer.body()).contains("Release shop-2.0.0 to production");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }

    @Test
    void prometheusReadsOutcomesSharesAndSeconds() throws Exception {
        HttpResponse<String> answer = get("metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body())
                .contains("bluegreen_deployments_total{environment=\"production\",outcome=\"ROLLED_BACK\"} 1.0")
                .contains("bluegreen_traffic_share_ratio{environment=\"canary\",side=\"green\"} 0.1")
                .contains("bluegreen_propagation_seconds_count{environment=\"production\"} 3")
                .contains("bluegreen_rollback_seconds_sum{environment=\"production\"} 6.3");
    }

    @Test
    void onAnAddressThatOthersReachThePageIsForReadingOnly(@TempDir Path directory) throws Exception {
        FileDocuments documents = FileDocuments.under(directory);
        DocumentDeploymentStore store = new DocumentDeploymentStore(documents);
        Sightings sightings = Sightings.under(directory);
        PageData data = new PageData(store, sightings, List.of(), Optional.empty(), clock);
        store.save(Recorded.shifting("canary-44", "shop-2.0.1").stored().at(""));
        Orders orders = new Orders(
                RecordedPage.engine(store, documents, clock), sightings, RecordedPage.noSleep(clock), "the test");
        server.close();
        server = PageServer.start("0.0.0.0", 0, data, Optional.of(orders), clock);

        assertThat(order(token(), origin()).statusCode()).isEqualTo(403);
    }

    private String origin() {
        return "http://127.0.0.1:" + server.url().getPort();
    }

    private String token() throws Exception {
        Matcher token = Pattern.compile("csrf-token=\"([0-9a-f]{64})\"")
                .matcher(get(DEPLOYMENT).body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private HttpResponse<String> order(String token, String from) throws Exception {
        return post(ROLLBACK, token, from, "application/json", "{}");
    }

    private HttpResponse<String> post(String path, String token, String from, String type, String body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/" + path))
                .header("Origin", from)
                .header("X-BlueGreen-Token", token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(origin() + "/" + path)).build(), BodyHandlers.ofString());
    }

    private String statusLine(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
            out.print("GET / HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n");
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}

package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.CallListener;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real SDK before something that answers as STS and ELB do and gives each kind of session an access key of its own. */
class ApprovedSessionTest {
    private static final String LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shop/0/1";
    private static final String BLUE = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop-blue/0";
    private static final String GREEN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop-green/0";
    private static final String ROLE = "arn:aws:iam::123456789012:role/production-deployer-jenkins";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Connections connections;

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

    private TrafficSwitch traffic(AwsCredentialSource credentials) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        connections = new Connections(Instant::now, (delay, task) -> () -> {}, CallListener.NOBODY);
        AwsWorlds worlds = new AwsWorlds(
                connections,
                (environment, deployment) -> new AwsAccount(Optional.of(endpoint), credentials, Optional.empty()),
                (environment, preview, path, perNode) -> List.of(),
                environment -> OptionalInt.empty());
        return worlds.of(shop()).traffic();
    }

    private static Environment shop() {
        return new Environment(
                "shop",
                "us-east-1",
                URI.create("http://127.0.0.1"),
                List.of(),
                List.of(RuleRef.defaultOf(LISTENER)),
                new Side(Colour.BLUE, BLUE, "shop-blue"),
                new Side(Colour.GREEN, GREEN, "shop-green"),
                List.of(),
                "",
                null);
    }

    private static AwsCredentialSource role() {
        return new AwsCredentialSource.Role(ROLE, "", "jenkins", new AwsCredentialSource.Keys("JENKINS", "secret", ""));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String signed =
                exchange.getRequestHeaders().getFirst("Authorization").replaceAll(".*Credential=([A-Z]+)/.*", "$1");
        String action = body.replaceAll("(?s).*?Action=(\\w+).*", "$1");
        boolean tagged = body.contains("Tags.member.1.Key=BlueGreenApproval&Tags.member.1.Value=abc123");
        asked.add(signed + " " + action + (tagged ? " tagged" : ""));
        String answer = action.equals("AssumeRole") ? session(tagged ? "APPROVED" : "PLAIN") : listener(action);
        byte[] xml = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, xml.length);
        exchange.getResponseBody().write(xml);
        exchange.close();
    }

    private static String session(String key) {
        return """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"""
                .formatted(key);
    }

    private static String listener(String action) {
        return """
                <%1$sResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><%1$sResult><Listeners><member>
                <ListenerArn>%2$s</ListenerArn><DefaultActions><member><Type>forward</Type><ForwardConfig><TargetGroups>
                <member><TargetGroupArn>%3$s</TargetGroupArn><Weight>100</Weight></member>
                <member><TargetGroupArn>%4$s</TargetGroupArn><Weight>0</Weight></member>
                </TargetGroups></ForwardConfig></member></DefaultActions></member></Listeners></%1$sResult></%1$sResponse>"""
                .formatted(action, LISTENER, BLUE, GREEN);
    }

    private void shift(TrafficSwitch traffic, String approval) {
        traffic.write(shop(), RuleRef.defaultOf(LISTENER), new TrafficSplit(90, 10), Urgency.ORDINARY, approval);
    }

    @Test
    void trafficMovesInASessionThatCarriesTheApprovedEvidenceAndAllElseInAPlainOne() {
        shift(traffic(role()), "abc123");

        assertThat(asked)
                .containsExactly(
                        "JENKINS AssumeRole",
                        "PLAIN DescribeListeners",
                        "JENKINS AssumeRole tagged",
                        "APPROVED ModifyListener");
    }

    @Test
    void theSessionOfAnApprovalIsKept() {
        TrafficSwitch traffic = traffic(role());

        shift(traffic, "abc123");
        shift(traffic, "abc123");

        assertThat(asked).filteredOn(one -> one.endsWith("tagged")).hasSize(1);
        assertThat(asked).filteredOn("APPROVED ModifyListener"::equals).hasSize(2);
    }

    @Test
    void withoutAnApprovalNoSessionPretendsToHaveOne() {
        shift(traffic(role()), "");

        assertThat(asked).containsExactly("JENKINS AssumeRole", "PLAIN DescribeListeners", "PLAIN ModifyListener");
    }

    @Test
    void keysThatAssumeNoRoleAreUsedAsTheyAre() {
        shift(traffic(new AwsCredentialSource.Keys("JENKINS", "secret", "")), "abc123");

        assertThat(asked).containsExactly("JENKINS DescribeListeners", "JENKINS ModifyListener");
    }
}

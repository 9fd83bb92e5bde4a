package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.acceptance.SmallSite;
import io.jenkins.plugins.bluegreen.local.fault.CallFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/**
 * Days on which AWS answers late, wrongly or not at all, through the command line. One site and one story after the other, because each
 * deployment begins where the one before ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadDaysTest {
    private static final String ELB = "elasticloadbalancing";

    private SmallSite site;
    private Path file;
    private String answered;
    private String said;

    @BeforeAll
    void start(@TempDir Path world) throws IOException {
        site = SmallSite.start(world, 1);
        file = Files.writeString(
                world.resolve("bluegreen.yaml"),
                site.configuration(
                        "100%:1s", "probeInterval: 200ms, settleFloor: 1s, scaleInFloor: 2s, keepWindow: 5m"));
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @Test
    @Order(1)
    void stickinessLongerThanTheOldSideLivesIsRefusedAndNothingIsTouched() throws IOException {
        pinUsers(true);
        int status = run("deploy", "local", "2");
        pinUsers(false);

        assertThat(status).as(said).isEqualTo(ExitCode.ROLLED_BACK);
        assertThat(said)
                .contains("stickiness of 24h is longer than the old side lives")
                .contains("nothing was changed");
        assertThat(site.cloud.calls())
                .doesNotContainKeys(ELB + ":ModifyListener", "autoscaling:UpdateAutoScalingGroup");
    }

    /** The first write takes effect and answers an error, so does its repetition; AWS's own limits apply to everything. */
    @Test
    @Order(2)
    void halfAWriteUnderThrottlingIsCompletedAndDone() throws IOException {
        site.cloud.faults().throttling(true);
        site.cloud.faults().failCall(CallFault.error(ELB, "ModifyListener", 1, CallFault.Moment.AFTER));
        site.cloud.faults().failCall(CallFault.error(ELB, "ModifyListener", 2, CallFault.Moment.BEFORE));

        int status = run("deploy", "local", "2", "--output", "json");
        site.cloud.faults().clear();

        assertThat(status).as(said).isEqualTo(ExitCode.DONE);
        JsonNode receipt = new ObjectMapper().readTree(answered);
        assertThat(receipt.path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(site.cloud.calls().get(ELB + ":ModifyListener").failed()).isEqualTo(2);
    }

    /** Nobody knows whether a write took effect whose answer never came: it is read, not believed. */
    @Test
    @Order(3)
    void aRollbackInTheKeepWindowIsDoneInOneWriteThatWasAnsweredByNobody() {
        site.cloud
                .faults()
                .failCall(CallFault.timeout(ELB, "ModifyListener", 1, CallFault.Moment.AFTER, Duration.ofMillis(100)));

        assertThat(run("rollback", "local", "--reason", "customers complain"))
                .as(said)
                .isEqualTo(ExitCode.DONE);
        assertThat(said).contains("Rolled back").contains("customers complain");
    }

    private void pinUsers(boolean on) {
        try (ElasticLoadBalancingV2Client elb = ElasticLoadBalancingV2Client.builder()
                .endpointOverride(site.cloud.endpoint())
                .region(Region.of(site.cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(
                            site.seeded.sides().get("blue").targetGroupArn())
                    .attributes(
                            attribute("stickiness.enabled", String.valueOf(on)),
                            attribute("stickiness.type", "lb_cookie"),
                            attribute("stickiness.lb_cookie.duration_seconds", "86400")));
        }
    }

    private static TargetGroupAttribute attribute(String key, String value) {
        return TargetGroupAttribute.builder().key(key).value(value).build();
    }

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--config", file.toString()))
                .toArray(String[]::new);
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
        answered = out.toString();
        said = out + err.toString();
        return status;
    }
}

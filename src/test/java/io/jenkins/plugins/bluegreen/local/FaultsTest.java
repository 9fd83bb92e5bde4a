package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.local.fault.CallFault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Faults as a client meets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final String ELB = "elasticloadbalancing";

    private final RunningCloud world = RunningCloud.start();
    private final ElasticLoadBalancingV2Client patient = world.elb();
    private final ElasticLoadBalancingV2Client hasty = world.client(ElasticLoadBalancingV2Client.builder()
            .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1))));
    private SeededEnvironment environment;

    @BeforeAll
    void seed() {
        environment = world.seed(0);
    }

    @AfterEach
    void clear() {
        world.cloud.faults().clear();
    }

    @AfterAll
    void close() {
        world.close();
    }

    private long calls(String action) {
        return world.cloud.calls().get(ELB + ":" + action).calls();
    }

    @Test
    void theSdkRetriesAnErrorAndBothAttemptsAreCounted() {
        patient.describeLoadBalancers();
        long before = calls("DescribeLoadBalancers");
        world.cloud.faults().failCall(CallFault.error(ELB, "DescribeLoadBalancers", 1, CallFault.Moment.BEFORE));

        assertThat(patient.describeLoadBalancers().loadBalancers()).hasSize(1);

        assertThat(calls("DescribeLoadBalancers") - before).isEqualTo(2);
    }

    @Test
    void aTimeoutAfterTheEffectLeavesTheEffect() {
        String group = environment.sides().get("green").targetGroupArn();
        world.cloud
                .faults()
                .failCall(
                        CallFault.timeout(ELB, "ModifyTargetGroup", 1, CallFault.Moment.AFTER, Duration.ofSeconds(30)));

        assertThatThrownBy(() -> patient.modifyTargetGroup(request -> request.targetGroupArn(group)
                        .healthCheckPath("/other")
                        .overrideConfiguration(config -> config.apiCallTimeout(Duration.ofSeconds(1)))))
                .isInstanceOf(SdkClientException.class);
        assertThat(patient.describeTargetGroups(request -> request.targetGroupArns(group))
                        .targetGroups()
                        .get(0)
                        .healthCheckPath())
                .isEqualTo("/other");
    }

    @Test
    void faultsCanBeAskedForOverHttp() {
        String rule = environment.listenerArn();
        Map<String, SeededEnvironment.Side> sides = environment.sides();
        String body = "{\"weights\":{\"" + rule + "\":{\"" + sides.get("blue").targetGroupArn() + "\":70,\""
                + sides.get("green").targetGroupArn() + "\":30}}}";

        assertThat(world.send("POST", world.cloud.endpoint().resolve("/_local/faults"), body)
                        .statusCode())
                .isEqualTo(200);

        assertThat(patient.describeListeners(request -> request.listenerArns(rule))
                        .listeners()
                        .get(0)
                        .defaultActions()
                        .get(0)
                        .forwardConfig()
                        .targetGroups())
                .extracting(TargetGroupTuple::weight)
                .containsExactlyInAnyOrder(70, 30);
        assertThat(world.get(world.cloud.endpoint().resolve("/_local/calls"))).contains("DescribeListeners");
    }

    @Test
    void aFaultThatIsNoneIsRefusedWithASentence() {
        var answer = world.send("POST", world.cloud.endpoint().resolve("/_local/faults"), "{\"slowness\": 3}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'slowness' is not a fault");
    }

    @Test
    void throttlingRefusesTheBurstAboveTheBucket() {
        world.cloud.faults().throttling(true);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        hasty.setSubnets(request -> request.loadBalancerArn(environment.loadBalancerArn())
                                .subnets("subnet-0a1b2c3d4e5f6000a", "subnet-0a1b2c3d4e5f6000b"));
                    }
                })
                .hasMessageContaining("Rate exceeded");
    }
}

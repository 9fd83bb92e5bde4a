package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** The whole cloud through the unmodified SDK: real processes behind a real load balancer. */
class LocalCloudTest {
    private final RunningCloud world = RunningCloud.start();
    private SeededEnvironment environment;

    @BeforeEach
    void aSeededEnvironmentIsHealthy() {
        environment = world.seed(2);
        await().atMost(Duration.ofSeconds(20)).until(() -> world.states(blue()).equals(List.of("healthy", "healthy")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String blue() {
        return environment.sides().get("blue").targetGroupArn();
    }

    private String green() {
        return environment.sides().get("green").targetGroupArn();
    }

    private void weights(int blue, int green) {
        world.elb().modifyListener(request -> request.listenerArn(environment.listenerArn())
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .forwardConfig(forward -> forward.targetGroups(tuple(blue(), blue), tuple(green(), green)))
                        .build()));
    }

    private static TargetGroupTuple tuple(String arn, int weight) {
        return TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
    }

    @Test
    void trafficFollowsTheWeightsOnceTheOtherSideIsUp() {
        assertThat(world.get(environment.traffic())).isEqualTo("blue");

        world.autoScaling()
                .updateAutoScalingGroup(request ->
                        request.autoScalingGroupName("local-green").minSize(1).desiredCapacity(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> world.states(green()).equals(List.of("healthy")));
        assertThat(world.get(environment.traffic())).isEqualTo("blue");
        assertThat(world.get(environment.traffic(), "X-BlueGreen-Preview", "green"))
                .isEqualTo("green");

        weights(0, 100);

        assertThat(world.get(environment.traffic())).isEqualTo("green");
    }

    @Test
    void aKilledInstanceIsNoticedAndReplaced() {
        List<String> before = world.instanceIds("local-blue");

        world.cloud.faults().killInstance(before.get(0));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.states(blue()).equals(List.of("healthy", "healthy"))
                        && !world.instanceIds("local-blue").contains(before.get(0)));
        assertThat(world.instanceIds("local-blue")).hasSize(2).contains(before.get(1));
        assertThat(world.autoScaling()
                        .describeScalingActivities(request -> request.autoScalingGroupName("local-blue"))
                        .activities())
                .extracting(Activity::description)
                .contains("Terminating EC2 instance: " + before.get(0));
    }

    @Test
    void instancesCarryTheTagsOfTheirGroup() {
        String id = world.instanceIds("local-blue").get(0);

        assertThat(world.tags(id))
                .containsEntry("bluegreen:colour", "blue")
                .containsEntry("aws:autoscaling:groupName", "local-blue")
                .containsEntry("aws:ec2launchtemplate:version", "1");
    }
}

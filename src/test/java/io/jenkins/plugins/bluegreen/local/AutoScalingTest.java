package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Groups keep their promises with real processes, and refuse what Auto Scaling refuses. */
class AutoScalingTest {
    private static final String BLUE = "local-blue";

    private final RunningCloud world = RunningCloud.start();
    private final AutoScalingClient autoScaling = world.autoScaling();
    private String targets;

    @BeforeEach
    void oneHealthyInstance() {
        targets = world.seed(1).sides().get("blue").targetGroupArn();
        await().atMost(Duration.ofSeconds(20)).until(() -> world.states(targets).equals(List.of("healthy")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static void isRefused(String code, String part, ThrowingCallable call) {
        AwsServiceException error = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(error.awsErrorDetails().errorMessage()).contains(part);
        assertThat(error.statusCode()).isEqualTo(400);
    }

    @Test
    void whatItRefuses() {
        isRefused(
                "ValidationError",
                "not found",
                () -> autoScaling.setDesiredCapacity(
                        request -> request.autoScalingGroupName("none").desiredCapacity(1)));
        isRefused(
                "ValidationError",
                "above max value 10",
                () -> autoScaling.setDesiredCapacity(
                        request -> request.autoScalingGroupName(BLUE).desiredCapacity(11)));
        isRefused(
                "ValidationError",
                "Desired capacity:9 must be between",
                () -> autoScaling.updateAutoScalingGroup(
                        request -> request.autoScalingGroupName(BLUE).maxSize(3).desiredCapacity(9)));
        isRefused(
                "ValidationError",
                "Could not find the specified version 7",
                () -> autoScaling.updateAutoScalingGroup(request -> request.autoScalingGroupName(BLUE)
                        .launchTemplate(
                                template -> template.launchTemplateName(BLUE).version("7"))));
        isRefused(
                "ResourceInUse",
                "still in the group",
                () -> autoScaling.deleteAutoScalingGroup(request -> request.autoScalingGroupName(BLUE)));
        isRefused(
                "ScalingActivityInProgress",
                "cooldown",
                () -> autoScaling.setDesiredCapacity(request ->
                        request.autoScalingGroupName(BLUE).desiredCapacity(2).honorCooldown(true)));
        isRefused(
                "AlreadyExists",
                "already exists",
                () -> autoScaling.createAutoScalingGroup(
                        request -> request.autoScalingGroupName(BLUE).minSize(0).maxSize(1)));
        assertThat(autoScaling
                        .describeAutoScalingGroups(request -> request.autoScalingGroupNames("none"))
                        .autoScalingGroups())
                .isEmpty();
        assertThat(world.instanceIds(BLUE)).hasSize(1);
    }

    @Test
    void scaleInDrainsBeforeItEndsTheProcess() {
        autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName(BLUE).minSize(0).desiredCapacity(0));

        await().atMost(Duration.ofSeconds(10)).until(() -> world.states(targets).contains("draining"));
        assertThat(world.group(BLUE).instances())
                .extracting(Instance::lifecycleStateAsString)
                .containsExactly("Terminating");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.group(BLUE).instances().isEmpty());
        assertThat(world.states(targets)).isEmpty();
        assertThat(autoScaling
                        .describeScalingActivities(request -> request.autoScalingGroupName(BLUE))
                        .activities())
                .extracting(Activity::statusCodeAsString)
                .containsOnly("Successful");
    }

    @Test
    void aSuspendedReplacementLeavesTheKilledInstanceAlone() {
        String id = world.instanceIds(BLUE).get(0);
        autoScaling.suspendProcesses(
                request -> request.autoScalingGroupName(BLUE).scalingProcesses("ReplaceUnhealthy"));

        world.cloud.faults().killInstance(id);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> world.group(BLUE).instances().get(0).healthStatus().equals("Unhealthy"));
        assertThat(world.instanceIds(BLUE)).containsExactly(id);
        autoScaling.resumeProcesses(request -> request.autoScalingGroupName(BLUE));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !world.instanceIds(BLUE).contains(id)
                        && world.states(targets).equals(List.of("healthy")));
    }

    @Test
    void aProtectedInstanceSurvivesScaleIn() {
        String id = world.instanceIds(BLUE).get(0);
        autoScaling.setInstanceProtection(
                request -> request.autoScalingGroupName(BLUE).instanceIds(id).protectedFromScaleIn(true));

        autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName(BLUE).minSize(0).desiredCapacity(0));

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> world.instanceIds(BLUE)
                .equals(List.of(id)));
    }

    @Test
    void detachingATargetGroupDrainsAndKeepsTheInstance() {
        autoScaling.detachTrafficSources(request -> request.autoScalingGroupName(BLUE)
                .trafficSources(software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier.builder()
                        .identifier(targets)
                        .build()));

        await().atMost(Duration.ofSeconds(10)).until(() -> world.states(targets).isEmpty());
        assertThat(world.group(BLUE).instances())
                .extracting(Instance::lifecycleStateAsString)
                .containsExactly("InService");
    }

    @Test
    void anInstanceReadsItsTagsFromTheMetadataService() {
        String id = world.instanceIds(BLUE).get(0);
        var base = world.cloud.endpoint().resolve("/_local/imds/" + id + "/latest/");
        String token = world.send("PUT", base.resolve("api/token"), "", "X-aws-ec2-metadata-token-ttl-seconds", "60")
                .body();

        assertThat(world.send("GET", base.resolve("meta-data/instance-id"), "").statusCode())
                .isEqualTo(401);
        assertThat(world.get(
                        base.resolve("meta-data/tags/instance/bluegreen:colour"), "X-aws-ec2-metadata-token", token))
                .isEqualTo("blue");
        assertThat(world.get(base.resolve("meta-data/instance-id"), "X-aws-ec2-metadata-token", token))
                .isEqualTo(id);
    }
}

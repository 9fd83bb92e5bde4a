package io.jenkins.plugins.bluegreen.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What an ALB refuses is refused with its code, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElbRejectionsTest {
    private final RunningCloud world = RunningCloud.start();
    private final ElasticLoadBalancingV2Client elb = world.elb();
    private SeededEnvironment environment;
    private String blue;
    private String green;

    @BeforeAll
    void seed() {
        environment = world.seed(0);
        blue = environment.sides().get("blue").targetGroupArn();
        green = environment.sides().get("green").targetGroupArn();
    }

    @AfterAll
    void close() {
        world.close();
    }

    private static Action forward(TargetGroupTuple... groups) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(groups))
                .build();
    }

    private static TargetGroupTuple group(String arn, int weight) {
        return TargetGroupTuple.builder().targetGroupArn(arn).weight(weight).build();
    }

    private void isRefused(String code, ThrowingCallable call) {
        AwsServiceException error = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(error.statusCode()).isEqualTo(400);
        assertThat(error.requestId()).isNotEmpty();
    }

    private void modifyListenerIsRefused(String code, Action action) {
        isRefused(
                code,
                () -> elb.modifyListener(request ->
                        request.listenerArn(environment.listenerArn()).defaultActions(action)));
        Rule production = elb.describeRules(request -> request.ruleArns(environment.ruleArn()))
                .rules()
                .get(0);
        assertThat(production.actions().get(0).forwardConfig().targetGroups())
                .extracting(TargetGroupTuple::weight)
                .containsExactly(100, 0);
    }

    private String targetGroup(String name) {
        return elb.createTargetGroup(request ->
                        request.name(name).protocol(ProtocolEnum.HTTP).port(80).vpcId("vpc-0a1b2c3d4e5f60001"))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    @Test
    void weightsOutsideOf0To999() {
        modifyListenerIsRefused("ValidationError", forward(group(blue, 1000), group(green, 0)));
        modifyListenerIsRefused("ValidationError", forward(group(blue, -1), group(green, 0)));
    }

    @Test
    void moreThanFiveGroups() {
        TargetGroupTuple[] six = IntStream.range(0, 6)
                .mapToObj(i -> group(targetGroup("many-" + i), 1))
                .toArray(TargetGroupTuple[]::new);

        modifyListenerIsRefused("ValidationError", forward(six));
    }

    @Test
    void aGroupThatDoesNotExist() {
        modifyListenerIsRefused("TargetGroupNotFound", forward(group(blue, 1), group(blue + "0", 1)));
    }

    @Test
    void aGroupOfAnotherLoadBalancer() {
        String other = elb.createLoadBalancer(request ->
                        request.name("other").subnets("subnet-0a1b2c3d4e5f6000a", "subnet-0a1b2c3d4e5f6000b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();

        isRefused(
                "TargetGroupAssociationLimit",
                () -> elb.createListener(request -> request.loadBalancerArn(other)
                        .protocol(ProtocolEnum.HTTP)
                        .port(world.cloud.freePort())
                        .defaultActions(forward(group(blue, 1)))));
    }

    @Test
    void stickinessWithoutADuration() {
        modifyListenerIsRefused(
                "ValidationError",
                Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .forwardConfig(config -> config.targetGroups(group(blue, 1), group(green, 1))
                                .targetGroupStickinessConfig(stickiness -> stickiness.enabled(true)))
                        .build());
    }

    @Test
    void changingTheDefaultRuleByModifyRule() {
        isRefused(
                "OperationNotPermitted",
                () -> elb.modifyRule(request ->
                        request.ruleArn(environment.ruleArn()).actions(forward(group(blue, 0), group(green, 100)))));
        isRefused("OperationNotPermitted", () -> elb.deleteRule(request -> request.ruleArn(environment.ruleArn())));
    }

    @Test
    void aPriorityThatIsTaken() {
        isRefused(
                "PriorityInUse",
                () -> elb.createRule(request -> request.listenerArn(environment.listenerArn())
                        .priority(1)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values("/x")
                                .build())
                        .actions(forward(group(green, 1)))));
        isRefused(
                "PriorityInUse",
                () -> elb.setRulePriorities(request -> request.rulePriorities(RulePriorityPair.builder()
                        .ruleArn(environment.previewRuleArns().get("green"))
                        .priority(1)
                        .build())));
    }

    @Test
    void deletingAGroupInUse() {
        isRefused("ResourceInUse", () -> elb.deleteTargetGroup(request -> request.targetGroupArn(blue)));
    }

    @Test
    void namesThatAreUnknown() {
        isRefused("ListenerNotFound", () -> elb.describeRules(request -> request.listenerArn("arn:none")));
        isRefused("RuleNotFound", () -> elb.describeRules(request -> request.ruleArns("arn:none")));
        isRefused("LoadBalancerNotFound", () -> elb.describeLoadBalancers(request -> request.names("none")));
        isRefused("TargetGroupNotFound", () -> elb.describeTargetGroups(request -> request.names("none")));
        isRefused("TargetGroupNotFound", () -> elb.describeTargetHealth(request -> request.targetGroupArn("arn:x")));
    }

    @Test
    void anInstanceThatDoesNotRun() {
        isRefused(
                "InvalidTarget",
                () -> elb.registerTargets(request -> request.targetGroupArn(blue)
                        .targets(TargetDescription.builder()
                                .id("i-0123456789abcdef0")
                                .build())));
    }

    @Test
    void tagsThatAreTooManyOrTwice() {
        isRefused(
                "DuplicateTagKeys",
                () -> elb.addTags(request -> request.resourceArns(blue).tags(tag("a"), tag("a"))));
        isRefused(
                "TooManyTags",
                () -> elb.addTags(request -> request.resourceArns(blue)
                        .tags(IntStream.range(0, 51).mapToObj(i -> tag("k" + i)).toList())));
        isRefused(
                "ValidationError",
                () -> elb.describeTags(request -> request.resourceArns(Collections.nCopies(21, blue))));
    }

    private static Tag tag(String key) {
        return Tag.builder().key(key).value("v").build();
    }

    @Test
    void describesGoOnPageByPage() {
        DescribeRulesResponse first = elb.describeRules(
                request -> request.listenerArn(environment.listenerArn()).pageSize(2));
        DescribeRulesResponse second = elb.describeRules(request ->
                request.listenerArn(environment.listenerArn()).pageSize(2).marker(first.nextMarker()));

        assertThat(first.rules()).extracting(Rule::priority).containsExactly("1", "2");
        assertThat(second.rules()).extracting(Rule::priority).containsExactly("default");
        assertThat(second.nextMarker()).isNull();
        assertThat(List.of(
                        first.rules().get(0).isDefault(), second.rules().get(0).isDefault()))
                .containsExactly(false, true);
    }

    @Test
    void anActionThatDoesNotExist() {
        var answer = world.send(
                "POST",
                world.cloud.endpoint(),
                "Action=MakeCoffee&Version=2015-12-01",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<Code>InvalidAction</Code>", "Could not find operation MakeCoffee for version 2015-12-01");
    }
}

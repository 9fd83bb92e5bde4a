package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import java.time.Duration;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

/** The contract over something that speaks AWS's protocols. */
abstract class AwsTrafficSwitchContract extends TrafficSwitchContract {
    abstract AwsEmulator aws();

    @Override
    Environment plant() {
        return aws().plant();
    }

    @Override
    TrafficSwitch traffic() {
        return aws().worlds.of(aws().lastPlanted()).traffic();
    }

    private void put(RuleRef rule, Action action) {
        if (rule.isDefault()) {
            aws().elb().modifyListener(r -> r.listenerArn(rule.listener()).defaultActions(action));
        } else {
            aws().elb().modifyRule(r -> r.ruleArn(rule.rule()).actions(action));
        }
    }

    @Override
    void strangerWrites(Environment environment, RuleRef rule, int blue, int green) {
        put(rule, AwsEmulator.forward(environment.blue(), blue, environment.green(), green));
    }

    @Override
    void strangerCloses(Environment environment, RuleRef rule) {
        put(
                rule,
                Action.builder()
                        .type(ActionTypeEnum.FIXED_RESPONSE)
                        .fixedResponseConfig(f ->
                                f.statusCode("503").contentType("text/plain").messageBody("closed"))
                        .build());
    }

    @Override
    void strangerPins(Environment environment, RuleRef rule, Duration length) {
        Action forward = AwsEmulator.forward(environment.blue(), 100, environment.green(), 0);
        put(
                rule,
                forward.copy(a -> a.forwardConfig(forward.forwardConfig()
                        .copy(f -> f.targetGroupStickinessConfig(
                                s -> s.enabled(true).durationSeconds((int) length.toSeconds()))))));
    }

    @Override
    void strangerRemoves(Environment environment, RuleRef rule) {
        aws().elb().deleteRule(r -> r.ruleArn(rule.rule()));
    }
}

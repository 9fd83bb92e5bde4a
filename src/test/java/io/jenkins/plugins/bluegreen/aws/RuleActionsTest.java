package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What a list of actions means, and what a change of weights leaves of it. */
class RuleActionsTest {
    private static final RuleRef RULE = RuleRef.defaultOf("listener");

    private final RuleActions actions = new RuleActions(new Environment(
            "staging",
            "eu-central-1",
            URI.create("http://app.example.com"),
            List.of(),
            List.of(RULE),
            new Side(Colour.BLUE, "blue-group", "web-blue"),
            new Side(Colour.GREEN, "green-group", "web-green"),
            List.of(),
            "",
            null));

    private static TargetGroupTuple group(String name, Integer weight) {
        return TargetGroupTuple.builder().targetGroupArn(name).weight(weight).build();
    }

    private static Action forward(TargetGroupTuple... groups) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .order(2)
                .forwardConfig(f -> f.targetGroups(groups)
                        .targetGroupStickinessConfig(s -> s.enabled(true).durationSeconds(60)))
                .build();
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 100", "0, 100, 0", "1, 0, 100", "0, 7, 0", "9, 1, 90", "1, 1, 50", "450, 450, 50", "1, 3, 25"})
    void aRatioThatIsAPercentageIsOne(int blue, int green, int percent) {
        RuleReading reading =
                actions.read(RULE, List.of(forward(group("blue-group", blue), group("green-group", green))));

        assertThat(reading.split()).contains(TrafficSplit.share(Colour.BLUE, percent));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "0, 0", "999, 1", "2, 1"})
    void anyOtherRatioIsShownAsItIs(int blue, int green) {
        RuleReading reading =
                actions.read(RULE, List.of(forward(group("green-group", green), group("blue-group", blue))));

        assertThat(reading.split()).isEmpty();
        assertThat(reading.raw()).isEqualTo("blue " + blue + " / green " + green);
    }

    @Test
    void aForwardToOneSideAloneOrToAThirdGroupIsForeign() {
        Action single = Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn("blue-group")
                .build();

        assertThat(actions.read(RULE, List.of(single)).split()).isEmpty();
        assertThat(actions.read(RULE, List.of(single)).raw()).isEqualTo("forward to blue 1");
        assertThat(actions.read(
                                RULE,
                                List.of(forward(group("blue-group", 50), group("green-group", 50), group("other", 0))))
                        .split())
                .isEmpty();
    }

    @Test
    void everythingButTheWeightsStaysAsItWas() {
        Action login = Action.builder()
                .type(ActionTypeEnum.AUTHENTICATE_OIDC)
                .order(1)
                .authenticateOidcConfig(c -> c.clientId("app").issuer("https://login.example.com"))
                .build();
        Action before = forward(group("blue-group", 100), group("green-group", 0));

        List<Action> after = actions.with(new TrafficSplit(90, 10), List.of(login, before));

        assertThat(after).hasSize(2);
        assertThat(after.get(0).authenticateOidcConfig().clientId()).isEqualTo("app");
        assertThat(after.get(0).authenticateOidcConfig().useExistingClientSecret())
                .as("AWS does not tell the secret, so it must be told to keep it")
                .isTrue();
        assertThat(after.get(1))
                .isEqualTo(before.copy(a -> a.forwardConfig(before.forwardConfig()
                        .copy(f -> f.targetGroups(group("blue-group", 90), group("green-group", 10))))));
    }
}

package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every TrafficSwitch does. */
abstract class TrafficSwitchContract {
    /** An environment of its own for each test, with one listener rule and that listener's default action, both 100/0. */
    abstract Environment plant();

    abstract TrafficSwitch traffic();

    /** A stranger writes these weights, whatever they sum to. */
    abstract void strangerWrites(Environment environment, RuleRef rule, int blue, int green);

    /** A stranger answers every request with a 503 of the load balancer's own. */
    abstract void strangerCloses(Environment environment, RuleRef rule);

    /** A stranger pins users to the side they were first sent to. */
    abstract void strangerPins(Environment environment, RuleRef rule, Duration length);

    abstract void strangerRemoves(Environment environment, RuleRef rule);

    private Environment environment;

    @BeforeEach
    void plantOne() {
        environment = plant();
    }

    private List<RuleReading> read() {
        return traffic().read(environment, Urgency.ORDINARY);
    }

    private RuleRef rule() {
        return environment.rules().get(0);
    }

    private void write(RuleRef rule, TrafficSplit split) {
        traffic().write(environment, rule, split, Urgency.ORDINARY);
    }

    @Test
    void everyRuleIsReadInTheEnvironmentsOrder() {
        assertThat(read()).extracting(RuleReading::rule).isEqualTo(environment.rules());
        assertThat(read()).allSatisfy(reading -> {
            assertThat(reading.split()).contains(TrafficSplit.allOn(Colour.BLUE));
            assertThat(reading.raw()).isEqualTo("blue 100 / green 0");
        });
    }

    @Test
    void whatIsWrittenReadsBack() {
        for (TrafficSplit split :
                List.of(new TrafficSplit(90, 10), new TrafficSplit(0, 100), new TrafficSplit(100, 0))) {
            for (RuleRef rule : environment.rules()) {
                write(rule, split);
                write(rule, split);
            }
            assertThat(read()).allSatisfy(reading -> assertThat(reading.split()).contains(split));
        }
    }

    @Test
    void writingOneRuleLeavesTheOthersAlone() {
        write(rule(), new TrafficSplit(50, 50));

        assertThat(read())
                .extracting(RuleReading::split)
                .containsExactly(Optional.of(new TrafficSplit(50, 50)), Optional.of(TrafficSplit.allOn(Colour.BLUE)));
    }

    @Test
    void aRollbackReadsAndWritesTheSame() {
        traffic().write(environment, rule(), new TrafficSplit(0, 100), Urgency.ROLLBACK);

        assertThat(traffic().read(environment, Urgency.ROLLBACK).get(0).split()).contains(new TrafficSplit(0, 100));
    }

    @Test
    void weightsInOtherPartsAreReadAsPercent() {
        strangerWrites(environment, rule(), 1, 0);
        assertThat(read().get(0).split()).contains(new TrafficSplit(100, 0));

        strangerWrites(environment, rule(), 9, 1);
        assertThat(read().get(0).split()).contains(new TrafficSplit(90, 10));
    }

    @Test
    void weightsThatAreNoWholePercentAreShownAndNotGuessed() {
        strangerWrites(environment, rule(), 1, 2);

        assertThat(read().get(0).split()).isEmpty();
        assertThat(read().get(0).raw()).isEqualTo("blue 1 / green 2");
    }

    @Test
    void aForeignActionIsShownAndCanBeReplaced() {
        strangerCloses(environment, rule());
        assertThat(read().get(0).split()).isEmpty();
        assertThat(read().get(0).raw()).isEqualTo("fixed-response 503");

        write(rule(), new TrafficSplit(100, 0));
        assertThat(read().get(0).split()).contains(new TrafficSplit(100, 0));
    }

    @Test
    void aRuleThatIsGoneIsReadAsGoneAndCannotBeWritten() {
        strangerRemoves(environment, rule());

        assertThat(read().get(0).split()).isEmpty();
        assertThat(read().get(0).raw()).isEqualTo("rule is gone");
        assertThat(read().get(1).split()).isPresent();
        assertThatThrownBy(() -> write(rule(), new TrafficSplit(0, 100)))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining(rule().arn())
                .satisfies(e -> assertThat(((WorldException) e).kind()).isEqualTo(WorldException.Kind.NOT_FOUND));
        assertThat(traffic().facts(environment).problem())
                .contains(rule().arn())
                .contains("does not exist");
    }

    @Test
    void aSoundEnvironmentHasNoProblem() {
        RoutingFacts facts = traffic().facts(environment);

        assertThat(facts.problem()).isEmpty();
        assertThat(facts.stickiness()).isZero();
        assertThat(facts.deregistrationDelay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void stickinessIsSeenAndKeptByAWrite() {
        strangerPins(environment, rule(), Duration.ofMinutes(5));

        assertThat(traffic().facts(environment).stickiness()).isEqualTo(Duration.ofMinutes(5));

        write(rule(), new TrafficSplit(50, 50));
        assertThat(traffic().facts(environment).stickiness()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aTargetGroupOfAnotherLoadBalancerIsAProblem() {
        Environment other = plant();

        assertThat(traffic().facts(mixed(other.green())).problem())
                .contains(other.green().targetGroup())
                .contains("load balancer");
    }

    @Test
    void aTargetGroupThatDoesNotExistIsAProblem() {
        String arn = environment.green().targetGroup().replaceAll("[0-9a-f]{16}$", "0000000000000000");

        assertThat(traffic().facts(mixed(new Side(Colour.GREEN, arn, "none"))).problem())
                .contains(arn)
                .contains("does not exist");
    }

    private Environment mixed(Side green) {
        return new Environment(
                environment.name(),
                environment.region(),
                environment.url(),
                List.of(),
                environment.rules(),
                environment.blue(),
                green,
                List.of(),
                "",
                null);
    }
}

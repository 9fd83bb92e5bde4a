package io.jenkins.plugins.bluegreen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    @Test
    void aPlanIsReadAsPeopleWriteIt() {
        Plan plan = Plan.parse("10%:30s, 50%:1m30s,100%");
        assertThat(plan.steps())
                .containsExactly(
                        new Step(10, Duration.ofSeconds(30)),
                        new Step(50, Duration.ofSeconds(90)),
                        new Step(100, Duration.ZERO));
        assertThat(plan.holds()).isEqualTo(Duration.ofMinutes(2));
        assertThat(Plan.parse(plan.toString())).isEqualTo(plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten%", "10", "10%30s", "10%:", "%:3s", "10%:30s,", "1000%", "10%:-3s"})
    void whatCannotBeReadIsNamed(String text) {
        assertThatThrownBy(() -> Plan.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"'50%,10%,100%',from 50% to 10%", "'10%,10%',from 10% to 10%"})
    void eachStepMustGiveMore(String text, String named) {
        assertThatThrownBy(() -> Plan.parse(text)).hasMessageContaining(named);
    }

    @Test
    void aDeploymentsPlanEndsAtEverything() {
        assertThatThrownBy(() -> Plan.parse("10%, 50%").toTheEnd()).hasMessageContaining("ends at 50%");
    }

    @Property(tries = 500)
    void lengthsOfTimeSurviveBeingWritten(@ForAll @LongRange(min = 0, max = 10_000_000_000L) long millis) {
        Duration length = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.format(length))).isEqualTo(length);
    }
}

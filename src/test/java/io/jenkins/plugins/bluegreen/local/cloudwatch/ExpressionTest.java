package io.jenkins.plugins.bluegreen.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant SECOND = Instant.EPOCH.plusSeconds(60);

    private final Map<String, TreeMap<Instant, Double>> series = Map.of(
            "requests", new TreeMap<>(Map.of(FIRST, 200.0, SECOND, 10.0)), "errors", new TreeMap<>(Map.of(FIRST, 4.0)));

    private TreeMap<Instant, Double> value(String expression) {
        return Expression.parse(expression).over(series);
    }

    @Test
    void aRatioThatCountsOnlyWithEnoughRequests() {
        assertThat(value("IF(requests > 50, 100 * FILL(errors, 0) / requests, 0)"))
                .isEqualTo(Map.of(FIRST, 2.0, SECOND, 0.0));
    }

    @Test
    void aPeriodWithoutAnOperandHasNoValue() {
        assertThat(value("errors / requests")).isEqualTo(Map.of(FIRST, 0.02));
    }

    @Test
    void operatorsBindAsUsual() {
        assertThat(value("-(errors - 2) * 3 + requests / 2 / 10")).isEqualTo(Map.of(FIRST, 4.0));
        assertThat(value("SUM([requests, errors])")).isEqualTo(Map.of(FIRST, 204.0, SECOND, 10.0));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> value("ANOMALY_DETECTION_BAND(errors, 2)"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("ANOMALY_DETECTION_BAND");
        assertThatThrownBy(() -> value("errors +")).isInstanceOf(AwsError.class);
        assertThatThrownBy(() -> value("errors # 2")).isInstanceOf(AwsError.class);
        assertThatThrownBy(() -> value("nothing * 2"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("nothing");
    }
}

package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.wire.Echo;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A metric alarm. Guarded by the lock of {@link Alarms}. */
final class Alarm {
    /** CloudWatch's states of an alarm. */
    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    private static final List<String> TEXTS = List.of(
            "AlarmDescription",
            "MetricName",
            "Namespace",
            "Statistic",
            "ExtendedStatistic",
            "Dimensions",
            "Unit",
            "ComparisonOperator",
            "TreatMissingData",
            "EvaluateLowSampleCountPercentile",
            "Metrics",
            "ThresholdMetricId");

    private final String arn;
    final Map<String, String> tags = new TreeMap<>();
    Params settings;
    boolean actionsEnabled;
    State state = State.INSUFFICIENT_DATA;
    private String reason = "Unchecked: Initial alarm creation";
    private Instant configuredAt;
    private Instant updatedAt;

    Alarm(String arn, Params settings, Instant now) {
        this.arn = arn;
        this.updatedAt = now;
        configure(settings, now);
    }

    void configure(Params newSettings, Instant now) {
        settings = newSettings;
        actionsEnabled = newSettings.flag("ActionsEnabled", true);
        configuredAt = now;
    }

    String name() {
        return settings.required("AlarmName");
    }

    String arn() {
        return arn;
    }

    String reason() {
        return reason;
    }

    /** Seconds of one period. */
    int period() {
        return settings.integer("Period").orElseGet(() -> settings.list("Metrics").stream()
                .flatMap(query -> query.child("MetricStat").integer("Period").stream())
                .findFirst()
                .orElse(60));
    }

    /** A state that was set stays until the alarm is evaluated again: a period later, a minute at most. */
    boolean isDue(Instant now) {
        return !now.isBefore(updatedAt.plus(Duration.ofSeconds(Math.min(60, period()))));
    }

    /** @return whether the state is another one now */
    boolean set(State newState, String why, Instant now) {
        boolean changed = state != newState;
        state = newState;
        reason = why;
        updatedAt = now;
        return changed;
    }

    List<String> actions() {
        if (!actionsEnabled) {
            return List.of();
        }
        return settings.texts(
                switch (state) {
                    case ALARM -> "AlarmActions";
                    case OK -> "OKActions";
                    case INSUFFICIENT_DATA -> "InsufficientDataActions";
                });
    }

    Shape shape() {
        Shape shape = Shape.shape()
                .with("AlarmName", name())
                .with("AlarmArn", arn)
                .with("ActionsEnabled", actionsEnabled)
                .list("OKActions", settings.texts("OKActions"))
                .list("AlarmActions", settings.texts("AlarmActions"))
                .list("InsufficientDataActions", settings.texts("InsufficientDataActions"))
                .with("StateValue", state.name())
                .with("StateReason", reason)
                .with("StateUpdatedTimestamp", updatedAt)
                .with("AlarmConfigurationUpdatedTimestamp", configuredAt)
                .with("Period", settings.integer("Period"))
                .with("EvaluationPeriods", settings.integer("EvaluationPeriods"))
                .with("DatapointsToAlarm", settings.integer("DatapointsToAlarm"))
                .with("Threshold", settings.decimal("Threshold"));
        TEXTS.forEach(member -> Echo.add(shape, settings, member));
        return shape;
    }
}

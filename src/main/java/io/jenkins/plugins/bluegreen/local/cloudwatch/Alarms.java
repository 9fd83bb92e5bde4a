package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Metric alarms: put, described, set, and evaluated over complete periods. */
final class Alarms {
    private static final Set<String> OPERATORS = Set.of(
            "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold");

    private final Clock clock;
    private final Metrics metrics;
    private final String arnPrefix;
    private final BiConsumer<String, Alarm> notify;
    private final Object lock = new Object();
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();

    /**
     * @param arnPrefix {@code arn:aws:cloudwatch:<region>:<account>:alarm:}
     * @param notify gets the ARN of each action of an alarm whose state has changed; called outside the lock
     */
    Alarms(Clock clock, Metrics metrics, String arnPrefix, BiConsumer<String, Alarm> notify) {
        this.clock = clock;
        this.metrics = metrics;
        this.arnPrefix = arnPrefix;
        this.notify = notify;
    }

    void actions(AwsApi api) {
        api.on("PutMetricAlarm", this::put)
                .on("DescribeAlarms", this::describe)
                .on("DeleteAlarms", this::delete)
                .on("SetAlarmState", this::setState)
                .on("EnableAlarmActions", params -> enable(params, true))
                .on("DisableAlarmActions", params -> enable(params, false))
                .on("TagResource", this::tag)
                .on("UntagResource", this::untag)
                .on("ListTagsForResource", this::tags);
    }

    /** Whether an ARN is of an alarm that is kept here. */
    boolean has(String arn) {
        synchronized (lock) {
            return alarms.values().stream().anyMatch(alarm -> alarm.arn().equals(arn));
        }
    }

    private Shape put(Params params) {
        String name = params.required("AlarmName");
        params.integer("EvaluationPeriods", 1, 8640)
                .orElseThrow(() -> AwsError.of("MissingParameter", "The parameter EvaluationPeriods is required."));
        if (!OPERATORS.contains(params.required("ComparisonOperator"))) {
            throw AwsError.validation("The local cloud evaluates alarms with a plain threshold only, not '"
                    + params.text("ComparisonOperator", "") + "'");
        }
        if (!params.has("MetricName") && params.list("Metrics").isEmpty()) {
            throw AwsError.validation("Either MetricName or Metrics must be specified");
        }
        params.list("Metrics").stream()
                .flatMap(query -> query.text("Expression").stream())
                .forEach(Expression::parse);
        synchronized (lock) {
            Alarm alarm = alarms.get(name);
            if (alarm == null) {
                alarm = new Alarm(arnPrefix + name, params, clock.instant());
                alarm.tags.putAll(params.pairs("Tags"));
                alarms.put(name, alarm);
            } else {
                alarm.configure(params, clock.instant());
            }
            return Shape.shape();
        }
    }

    private Shape describe(Params params) {
        List<String> names = params.texts("AlarmNames");
        List<String> types = params.texts("AlarmTypes");
        synchronized (lock) {
            List<Alarm> matching = alarms.values().stream()
                    .filter(alarm -> names.isEmpty() || names.contains(alarm.name()))
                    .filter(alarm -> alarm.name().startsWith(params.text("AlarmNamePrefix", "")))
                    .filter(alarm ->
                            params.text("StateValue", alarm.state.name()).equals(alarm.state.name()))
                    .filter(alarm -> types.isEmpty() || types.contains("MetricAlarm"))
                    .toList();
            Page<Alarm> page = Page.of(
                    matching,
                    params.text("NextToken"),
                    params.integer("MaxRecords", 1, 100).orElse(50),
                    "InvalidNextToken");
            return Shape.shape()
                    .list("CompositeAlarms", List.of())
                    .list(
                            "MetricAlarms",
                            page.items().stream().map(Alarm::shape).toList())
                    .with("NextToken", page.nextMarker());
        }
    }

    private Shape delete(Params params) {
        synchronized (lock) {
            params.texts("AlarmNames").forEach(this::alarm);
            alarms.keySet().removeAll(params.texts("AlarmNames"));
            return Shape.shape();
        }
    }

    private Alarm alarm(String name) {
        return Optional.ofNullable(alarms.get(name))
                .orElseThrow(() -> new AwsError(404, "ResourceNotFound", "Alarm " + name + " does not exist"));
    }

    private Shape setState(Params params) {
        String value = params.required("StateValue");
        String reason = params.required("StateReason");
        Alarm changed;
        synchronized (lock) {
            Alarm alarm = alarm(params.required("AlarmName"));
            Alarm.State state;
            try {
                state = Alarm.State.valueOf(value);
            } catch (IllegalArgumentException e) {
                throw AwsError.validation("'" + value + "' is not an alarm state");
            }
            changed = alarm.set(state, reason, clock.instant()) ? alarm : null;
        }
        tell(changed == null ? List.of() : List.of(changed));
        return Shape.shape();
    }

    private Shape enable(Params params, boolean enabled) {
        synchronized (lock) {
            params.texts("AlarmNames").stream()
                    .map(this::alarm)
                    .toList()
                    .forEach(alarm -> alarm.actionsEnabled = enabled);
            return Shape.shape();
        }
    }

    private void tell(List<Alarm> changed) {
        changed.forEach(alarm -> alarm.actions().forEach(action -> notify.accept(action, alarm)));
    }

    /** Evaluates every alarm that is due. */
    void evaluate() {
        Instant now = clock.instant();
        List<Alarm> changed = new ArrayList<>();
        synchronized (lock) {
            for (Alarm alarm : alarms.values()) {
                if (alarm.isDue(now) && evaluate(alarm, now)) {
                    changed.add(alarm);
                }
            }
        }
        tell(changed);
    }

    private boolean evaluate(Alarm alarm, Instant now) {
        Params settings = alarm.settings;
        int period = alarm.period();
        int periods = settings.integer("EvaluationPeriods").orElse(1);
        int needed = settings.integer("DatapointsToAlarm").orElse(periods);
        String missing = settings.text("TreatMissingData", "missing");
        Instant end = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), period) * (long) period);
        NavigableMap<Instant, Double> series = series(alarm, end.minusSeconds((long) period * periods), end, period);
        int breaching = 0;
        int present = 0;
        for (int i = 1; i <= periods; i++) {
            Double value = series.get(end.minusSeconds((long) period * i));
            present += value == null ? 0 : 1;
            breaching += value == null ? missing.equals("breaching") ? 1 : 0 : breaches(settings, value) ? 1 : 0;
        }
        if (present == 0 && missing.equals("ignore")) {
            return alarm.set(alarm.state, alarm.reason(), now);
        }
        if (present == 0 && missing.equals("missing")) {
            return alarm.set(Alarm.State.INSUFFICIENT_DATA, "Insufficient Data: no datapoints were received", now);
        }
        String reason = "Threshold Crossed: " + breaching + " of the last " + periods
                + " datapoints breached the threshold (" + settings.text("Threshold", "") + ").";
        return breaching >= needed ? alarm.set(Alarm.State.ALARM, reason, now) : alarm.set(Alarm.State.OK, reason, now);
    }

    private NavigableMap<Instant, Double> series(Alarm alarm, Instant from, Instant to, int period) {
        Params settings = alarm.settings;
        if (settings.has("MetricName")) {
            String statistic = settings.text("Statistic")
                    .or(() -> settings.text("ExtendedStatistic"))
                    .orElse("Average");
            return metrics.series(MetricId.parse(settings), from, to, period, statistic);
        }
        List<Params> queries = settings.list("Metrics");
        return queries.stream()
                .filter(query -> query.flag("ReturnData", true))
                .findFirst()
                .map(query -> metrics.query(queries, from, to).get(query.required("Id")))
                .orElseGet(java.util.TreeMap::new);
    }

    private static boolean breaches(Params settings, double value) {
        double threshold = settings.decimal("Threshold").orElse(0.0);
        return switch (settings.text("ComparisonOperator", "")) {
            case "GreaterThanOrEqualToThreshold" -> value >= threshold;
            case "GreaterThanThreshold" -> value > threshold;
            case "LessThanThreshold" -> value < threshold;
            default -> value <= threshold;
        };
    }

    private Alarm byArn(Params params) {
        String arn =
                params.text("ResourceARN").or(() -> params.text("ResourceArn")).orElse("");
        return alarms.values().stream()
                .filter(alarm -> alarm.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(404, "ResourceNotFoundException", "There is no alarm " + arn));
    }

    private Shape tag(Params params) {
        synchronized (lock) {
            byArn(params).tags.putAll(params.pairs("Tags"));
            return Shape.shape();
        }
    }

    private Shape untag(Params params) {
        synchronized (lock) {
            byArn(params).tags.keySet().removeAll(params.texts("TagKeys"));
            return Shape.shape();
        }
    }

    private Shape tags(Params params) {
        synchronized (lock) {
            return Shape.shape().pairs("Tags", byArn(params).tags);
        }
    }
}

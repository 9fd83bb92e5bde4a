package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.Alarms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Metric and composite alarms of CloudWatch. */
final class CloudWatchAlarms implements Alarms {
    /** DescribeAlarms takes and gives at most this many. */
    private static final int BATCH = 100;

    private final Calls calls;

    CloudWatchAlarms(Calls calls) {
        this.calls = calls;
    }

    @Override
    public List<AlarmReading> read(Environment environment) {
        List<String> names = environment.alarms();
        Map<String, AlarmReading> found = new HashMap<>();
        for (int from = 0; from < names.size(); from += BATCH) {
            ask(names.subList(from, Math.min(names.size(), from + BATCH)), found);
        }
        return names.stream()
                .map(name -> found.getOrDefault(
                        name,
                        new AlarmReading(
                                name,
                                AlarmReading.State.MISSING,
                                "there is no alarm of this name in region " + environment.region())))
                .toList();
    }

    private void ask(List<String> names, Map<String, AlarmReading> found) {
        DescribeAlarmsRequest request = DescribeAlarmsRequest.builder()
                .alarmNames(names)
                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                .maxRecords(BATCH)
                .build();
        DescribeAlarmsResponse answer =
                calls.send("alarms " + names, request, calls.clients().cloudWatch()::describeAlarms);
        answer.metricAlarms()
                .forEach(a -> found.put(a.alarmName(), reading(a.alarmName(), a.stateValue(), a.stateReason())));
        answer.compositeAlarms()
                .forEach(a -> found.put(a.alarmName(), reading(a.alarmName(), a.stateValue(), a.stateReason())));
    }

    private static AlarmReading reading(String name, StateValue value, String reason) {
        AlarmReading.State state =
                switch (value == null ? StateValue.UNKNOWN_TO_SDK_VERSION : value) {
                    case OK -> AlarmReading.State.OK;
                    case ALARM -> AlarmReading.State.ALARM;
                    default -> AlarmReading.State.INSUFFICIENT_DATA;
                };
        return new AlarmReading(name, state, reason == null ? "" : reason);
    }
}

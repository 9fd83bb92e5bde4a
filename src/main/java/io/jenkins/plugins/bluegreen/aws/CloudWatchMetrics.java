package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.MetricSink;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Receipts as CloudWatch metrics, one dimension (the environment), so that dashboards and alarms need to know nothing else. */
final class CloudWatchMetrics implements MetricSink {
    static final String NAMESPACE = "BlueGreenDeploy";

    private final BiFunction<Environment, String, Calls> callsOf;
    private final Clock clock;

    CloudWatchMetrics(BiFunction<Environment, String, Calls> callsOf, Clock clock) {
        this.callsOf = callsOf;
        this.clock = clock;
    }

    @Override
    public void record(Environment environment, Receipt receipt) {
        try {
            Calls calls = callsOf.apply(environment, receipt.id());
            PutMetricDataRequest request = PutMetricDataRequest.builder()
                    .namespace(NAMESPACE)
                    .metricData(data(environment, receipt))
                    .build();
            calls.send(
                    "metrics of environment " + environment.name(),
                    request,
                    calls.clients().cloudWatch()::putMetricData);
        } catch (WorldException e) {
            System.getLogger(CloudWatchMetrics.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the metrics of deployment " + receipt.id() + " were not published",
                            e);
        }
    }

    private List<MetricDatum> data(Environment environment, Receipt receipt) {
        Instant at = receipt.doneAt() == null ? clock.now() : receipt.doneAt();
        Dimension dimension = Dimension.builder()
                .name("Environment")
                .value(environment.name())
                .build();
        List<MetricDatum> data = new ArrayList<>();
        count(data, "Deployments", 1);
        count(data, "Succeeded", "SUCCEEDED".equals(receipt.outcome()) ? 1 : 0);
        count(data, "RolledBack", "ROLLED_BACK".equals(receipt.outcome()) ? 1 : 0);
        count(data, "Halted", "HALTED".equals(receipt.outcome()) ? 1 : 0);
        count(data, "ProbeRequests", receipt.tally().requests());
        count(data, "ProbesLost", receipt.tally().lost());
        count(data, "BadAnswers", receipt.tally().badAnswers());
        count(data, "ApiCalls", receipt.tally().apiCalls());
        time(data, "LongestGap", receipt.tally().longestGap());
        time(data, "DeployTime", receipt.deploy());
        time(data, "RollbackTime", receipt.rollback());
        if (receipt.secondSide().price().isKnown()) {
            data.add(datum(
                    "SecondSideDollars", StandardUnit.NONE, receipt.secondSide().dollars()));
        }
        receipt.propagation().forEach(lag -> time(data, "PropagationTime", lag));
        return data.stream()
                .map(datum -> datum.copy(d -> d.timestamp(at).dimensions(dimension)))
                .toList();
    }

    private static void count(List<MetricDatum> data, String name, double value) {
        data.add(datum(name, StandardUnit.COUNT, value));
    }

    private static void time(List<MetricDatum> data, String name, Duration value) {
        data.add(datum(name, StandardUnit.MILLISECONDS, value.toMillis()));
    }

    private static MetricDatum datum(String name, StandardUnit unit, double value) {
        return MetricDatum.builder().metricName(name).unit(unit).value(value).build();
    }
}

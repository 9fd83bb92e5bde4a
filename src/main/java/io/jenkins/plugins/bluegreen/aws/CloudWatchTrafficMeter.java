package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.TrafficMeter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** The load balancer's own RequestCount of a target group, in whole minutes (ALB guide, "CloudWatch metrics"). */
final class CloudWatchTrafficMeter implements TrafficMeter {
    private static final int MINUTE = 60;

    private final Calls calls;

    CloudWatchTrafficMeter(Calls calls) {
        this.calls = calls;
    }

    /** Minutes that lie wholly between the two instants are counted: part of a minute cannot be told from the rest of it. */
    @Override
    public OptionalLong requests(Environment environment, Colour side, Instant from, Instant to) {
        Instant start = from.truncatedTo(ChronoUnit.MINUTES).equals(from)
                ? from
                : from.truncatedTo(ChronoUnit.MINUTES).plusSeconds(MINUTE);
        Instant end = to.truncatedTo(ChronoUnit.MINUTES);
        if (!start.isBefore(end)) {
            return OptionalLong.empty();
        }
        Arn targetGroup = Arn.of(environment.side(side).targetGroup());
        String balancer = Arn.of(environment.rules().get(0).listener()).loadBalancer();
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                .startTime(start)
                .endTime(end)
                .metricDataQueries(MetricDataQuery.builder()
                        .id("requests")
                        .returnData(true)
                        .metricStat(stat -> stat.period(MINUTE).stat("Sum").metric(metric(balancer, targetGroup)))
                        .build())
                .build();
        GetMetricDataResponse answer = calls.send(
                "requests of target group " + targetGroup.text(),
                request,
                calls.clients().cloudWatch()::getMetricData);
        List<Double> sums = answer.metricDataResults().stream()
                .flatMap(result -> result.values().stream())
                .toList();
        return sums.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(
                        sums.stream().mapToDouble(Double::doubleValue).sum()));
    }

    private static Metric metric(String balancer, Arn targetGroup) {
        return Metric.builder()
                .namespace("AWS/ApplicationELB")
                .metricName("RequestCount")
                .dimensions(dimension("LoadBalancer", balancer), dimension("TargetGroup", targetGroup.resource()))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}

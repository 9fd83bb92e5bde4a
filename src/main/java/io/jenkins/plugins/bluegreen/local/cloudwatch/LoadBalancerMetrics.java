package io.jenkins.plugins.bluegreen.local.cloudwatch;

import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import io.jenkins.plugins.bluegreen.local.traffic.TargetState;
import io.jenkins.plugins.bluegreen.local.traffic.TrafficPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS/ApplicationELB} from real traffic. As on AWS, counts are there only when they are not zero, and errors that the load balancer
 * made itself have no {@code TargetGroup} dimension.
 */
final class LoadBalancerMetrics {
    static final String NAMESPACE = "AWS/ApplicationELB";
    private static final double MICROS = 1e6;

    private final DataPlane dataPlane;
    private final ElbService elb;

    LoadBalancerMetrics(DataPlane dataPlane, ElbService elb) {
        this.dataPlane = dataPlane;
        this.elb = elb;
    }

    List<Sample> samples(MetricId metric, Instant from, Instant to) {
        Optional<String> loadBalancer = Optional.ofNullable(metric.dimensions().get("LoadBalancer"));
        Optional<String> group = Optional.ofNullable(metric.dimensions().get("TargetGroup"));
        if (metric.name().equals("HealthyHostCount") || metric.name().equals("UnHealthyHostCount")) {
            return group.map(name -> hosts(name, metric.name(), to)).orElse(List.of());
        }
        List<Sample> samples = new ArrayList<>();
        for (TrafficPoint point : dataPlane.traffic(from, to)) {
            boolean wanted = matches(loadBalancer, Optional.of(point.loadBalancerArn()))
                    && (group.isEmpty() || matches(group, point.groupArn()));
            if (wanted) {
                samples.addAll(of(point, metric.name(), group.isPresent()));
            }
        }
        return samples;
    }

    private static boolean matches(Optional<String> dimension, Optional<String> arn) {
        return dimension.isEmpty()
                || arn.map(ElbService::metricName)
                        .filter(dimension.get()::equals)
                        .isPresent();
    }

    private static List<Sample> of(TrafficPoint point, String name, boolean ofGroup) {
        if (name.equals("TargetResponseTime")) {
            return point.latencies().stream()
                    .map(step -> new Sample(point.second(), step.micros() / MICROS, step.count()))
                    .toList();
        }
        long count = count(point, name, ofGroup);
        return count == 0 ? List.of() : List.of(new Sample(point.second(), 1, count));
    }

    private static long count(TrafficPoint point, String name, boolean ofGroup) {
        return switch (name) {
            case "RequestCount" -> point.requests();
            case "HTTPCode_Target_2XX_Count" -> point.byTarget().ok2xx();
            case "HTTPCode_Target_3XX_Count" -> point.byTarget().redirect3xx();
            case "HTTPCode_Target_4XX_Count" -> point.byTarget().client4xx();
            case "HTTPCode_Target_5XX_Count" -> point.byTarget().server5xx();
            case "TargetConnectionErrorCount" -> point.connectionErrors();
            case "UnhealthyRoutingRequestCount" -> point.unhealthyRouting();
            default -> ofGroup ? 0 : ofLoadBalancer(point, name);
        };
    }

    private static long ofLoadBalancer(TrafficPoint point, String name) {
        return switch (name) {
            case "HTTPCode_ELB_3XX_Count" -> point.byLoadBalancer().redirect3xx();
            case "HTTPCode_ELB_4XX_Count" -> point.byLoadBalancer().client4xx();
            case "HTTPCode_ELB_5XX_Count" -> point.byLoadBalancer().server5xx();
            case "HTTPCode_ELB_502_Count" -> point.failures().badGateway502();
            case "HTTPCode_ELB_503_Count" -> point.failures().unavailable503();
            case "HTTPCode_ELB_504_Count" -> point.failures().timeout504();
            default -> 0;
        };
    }

    /** As things are now; the past is not kept. */
    private List<Sample> hosts(String groupName, String name, Instant to) {
        TargetState wanted = name.equals("HealthyHostCount") ? TargetState.HEALTHY : TargetState.UNHEALTHY;
        return elb.groups().entrySet().stream()
                .filter(group -> ElbService.metricName(group.getKey()).equals(groupName)
                        && !group.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .map(arn -> new Sample(
                        to.minusMillis(1),
                        elb.health(arn).stream()
                                .filter(target -> target.state() == wanted)
                                .count(),
                        1))
                .toList();
    }
}

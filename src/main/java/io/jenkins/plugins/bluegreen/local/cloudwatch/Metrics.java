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
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics: put, listed, and read as statistics over periods. */
final class Metrics {
    private static final int MAX_DATA = 1000;
    private static final int KEPT_SAMPLES = 20_000;

    private final Clock clock;
    private final LoadBalancerMetrics loadBalancers;
    private final Map<MetricId, List<Sample>> custom = new ConcurrentHashMap<>();

    Metrics(Clock clock, LoadBalancerMetrics loadBalancers) {
        this.clock = clock;
        this.loadBalancers = loadBalancers;
    }

    void actions(AwsApi api) {
        api.on("PutMetricData", this::put)
                .on("ListMetrics", this::list)
                .on("GetMetricStatistics", this::statistics)
                .on("GetMetricData", this::data);
    }

    private Shape put(Params params) {
        String namespace = params.required("Namespace");
        List<Params> data = params.list("MetricData");
        if (namespace.startsWith("AWS/")) {
            throw AwsError.of("InvalidParameterValue", "The value AWS/ for parameter Namespace is invalid.");
        }
        if (data.size() > MAX_DATA) {
            throw AwsError.of("InvalidParameterValue", "At most " + MAX_DATA + " metrics can be put in a call");
        }
        for (Params datum : data) {
            MetricId metric = new MetricId(namespace, datum.required("MetricName"), MetricId.dimensions(datum));
            Instant at = Times.of(datum, "Timestamp").orElse(clock.instant());
            List<Sample> samples = new ArrayList<>();
            datum.decimal("Value").ifPresent(value -> samples.add(new Sample(at, value, 1)));
            List<String> values = datum.texts("Values");
            List<String> counts = datum.texts("Counts");
            for (int i = 0; i < values.size(); i++) {
                double count = counts.isEmpty() ? 1 : Double.parseDouble(counts.get(i));
                samples.add(new Sample(at, Double.parseDouble(values.get(i)), count));
            }
            Params set = datum.child("StatisticValues");
            set.decimal("SampleCount")
                    .filter(count -> count > 0)
                    .ifPresent(count ->
                            samples.add(new Sample(at, set.decimal("Sum").orElse(0.0) / count, count)));
            custom.compute(metric, (id, old) -> {
                List<Sample> all = old == null ? new ArrayList<>() : new ArrayList<>(old);
                all.addAll(samples);
                return List.copyOf(all.subList(Math.max(0, all.size() - KEPT_SAMPLES), all.size()));
            });
        }
        return Shape.shape();
    }

    private Shape list(Params params) {
        Map<String, String> wanted = MetricId.dimensions(params);
        List<MetricId> matching = custom.keySet().stream()
                .filter(metric -> params.text("Namespace", metric.namespace()).equals(metric.namespace()))
                .filter(metric -> params.text("MetricName", metric.name()).equals(metric.name()))
                .filter(metric -> wanted.entrySet().stream()
                        .allMatch(one -> one.getValue().isEmpty()
                                ? metric.dimensions().containsKey(one.getKey())
                                : one.getValue().equals(metric.dimensions().get(one.getKey()))))
                .sorted(java.util.Comparator.comparing(MetricId::toString))
                .toList();
        Page<MetricId> page = Page.of(matching, params.text("NextToken"), 500, "InvalidParameterValue");
        return Shape.shape()
                .list("Metrics", page.items().stream().map(MetricId::shape).toList())
                .with("NextToken", page.nextMarker());
    }

    /** One statistic per period, by the period's start; periods without samples are left out. */
    TreeMap<Instant, Double> series(MetricId metric, Instant from, Instant to, int period, String statistic) {
        Instant first = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), period) * (long) period);
        List<Sample> samples = metric.namespace().equals(LoadBalancerMetrics.NAMESPACE)
                ? loadBalancers.samples(metric, first, to)
                : custom.getOrDefault(metric, List.of());
        Map<Instant, List<Sample>> byPeriod = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (!sample.at().isBefore(first) && sample.at().isBefore(to)) {
                long start = Math.floorDiv(sample.at().getEpochSecond(), period) * (long) period;
                byPeriod.computeIfAbsent(Instant.ofEpochSecond(start), key -> new ArrayList<>())
                        .add(sample);
            }
        }
        TreeMap<Instant, Double> series = new TreeMap<>();
        byPeriod.forEach((start, inPeriod) -> {
            OptionalDouble value = Sample.statistic(inPeriod, statistic);
            if (value.isPresent()) {
                series.put(start, value.getAsDouble());
            }
        });
        return series;
    }

    private static int period(Params params) {
        int period = params.integer("Period", 1, 86_400)
                .orElseThrow(() -> AwsError.of("MissingParameter", "The parameter Period is required."));
        if (period % 60 != 0 && period != 1 && period != 5 && period != 10 && period != 20 && period != 30) {
            throw AwsError.of(
                    "InvalidParameterValue",
                    "The value " + period + " for parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return period;
    }

    private Shape statistics(Params params) {
        MetricId metric = MetricId.parse(params);
        int period = period(params);
        Instant from = Times.required(params, "StartTime");
        Instant to = Times.required(params, "EndTime");
        TreeMap<Instant, Shape> points = new TreeMap<>();
        for (String statistic : params.texts("Statistics")) {
            series(metric, from, to, period, statistic).forEach((at, value) -> points.computeIfAbsent(
                            at, key -> Shape.shape().with("Timestamp", at).with("Unit", "None"))
                    .with(statistic, value));
        }
        List<String> extended = params.texts("ExtendedStatistics");
        if (!extended.isEmpty()) {
            throw AwsError.of("InvalidParameterValue", "Ask for percentiles with GetMetricData in the local cloud");
        }
        return Shape.shape().with("Label", metric.name()).list("Datapoints", points.values());
    }

    private Shape data(Params params) {
        Instant from = Times.required(params, "StartTime");
        Instant to = Times.required(params, "EndTime");
        boolean ascending = params.text("ScanBy", "TimestampDescending").equals("TimestampAscending");
        Map<String, TreeMap<Instant, Double>> all = query(params.list("MetricDataQueries"), from, to);
        List<Shape> results = new ArrayList<>();
        for (Params query : params.list("MetricDataQueries")) {
            if (query.flag("ReturnData", true)) {
                String id = query.required("Id");
                var series = ascending ? all.get(id) : all.get(id).descendingMap();
                results.add(Shape.shape()
                        .with("Id", id)
                        .with(
                                "Label",
                                query.text(
                                        "Label",
                                        query.child("MetricStat")
                                                .child("Metric")
                                                .text("MetricName", id)))
                        .list("Timestamps", series.keySet())
                        .list("Values", series.values())
                        .with("StatusCode", "Complete"));
            }
        }
        return Shape.shape().list("MetricDataResults", results).list("Messages", List.of());
    }

    /** The series of each query by its id; expressions see the series of the other queries. */
    Map<String, TreeMap<Instant, Double>> query(List<Params> queries, Instant from, Instant to) {
        Map<String, TreeMap<Instant, Double>> series = new TreeMap<>();
        for (Params query : queries) {
            if (query.has("MetricStat")) {
                Params stat = query.child("MetricStat");
                series.put(
                        query.required("Id"),
                        series(MetricId.parse(stat.child("Metric")), from, to, period(stat), stat.required("Stat")));
            }
        }
        for (Params query : queries) {
            if (query.has("Expression")) {
                series.put(
                        query.required("Id"),
                        Expression.parse(query.required("Expression")).over(series));
            }
        }
        return series;
    }
}

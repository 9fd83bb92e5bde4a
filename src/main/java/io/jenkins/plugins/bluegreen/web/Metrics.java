package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all stored deployments came to, in Prometheus' text format. Counters cover everything the store holds. Deployments that have
 * ended never change, so each of them is read once.
 */
final class Metrics {
    private static final double MILLIS = 1000.0;

    private final PageData data;
    private final Map<String, Stored> ended = new ConcurrentHashMap<>();

    Metrics(PageData data) {
        this.data = data;
    }

    static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }

    byte[] text(Instant now) {
        Map<String, List<Stored>> all = new TreeMap<>();
        data.environments().forEach(name -> all.put(name, data.all(name, ended)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, snapshots(all, now), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return out.toByteArray();
    }

    private static MetricSnapshots snapshots(Map<String, List<Stored>> all, Instant now) {
        Map<String, List<Receipt>> receipts = all.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stream()
                        .map(stored -> Receipts.of(stored, Tally.NONE, now))
                        .toList()));
        return MetricSnapshots.of(
                outcomes(receipts),
                counter(receipts, "bluegreen_probes", "Probes of live traffic.", r -> r.tally()
                        .requests()),
                counter(
                        receipts,
                        "bluegreen_probe_failures",
                        "Probes of live traffic that were lost or answered badly.",
                        r -> r.tally().failures()),
                counter(receipts, "bluegreen_probes_lost", "Probes that no application answered.", r -> r.tally()
                        .lost()),
                counter(
                        receipts,
                        "bluegreen_bad_answers",
                        "Probes that an application answered with a server's error.",
                        r -> r.tally().badAnswers()),
                counter(
                        receipts,
                        "bluegreen_second_side_dollars",
                        "What second sides cost, where the price of an instance is known.",
                        r -> r.secondSide().dollars()),
                counter(receipts, "bluegreen_aws_calls", "Calls to AWS.", r -> r.tally()
                        .apiCalls()),
                summary(
                        receipts,
                        "bluegreen_deployment_seconds",
                        "From the order until everything was on the new side and had been watched.",
                        receipt -> Stream.of(receipt.deploy())),
                summary(
                        receipts,
                        "bluegreen_rollback_seconds",
                        "From the decision to turn back until it was seen in live traffic.",
                        receipt -> Stream.of(receipt.rollback())),
                summary(
                        receipts,
                        "bluegreen_propagation_seconds",
                        "From a weight write until it was seen in live traffic.",
                        receipt -> receipt.propagation().stream()),
                shares(all),
                phases(all));
    }

    private static CounterSnapshot outcomes(Map<String, List<Receipt>> receipts) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("bluegreen_deployments").help("Deployments by how they stand.");
        receipts.forEach((environment, list) -> list.stream()
                .collect(Collectors.groupingBy(Receipt::outcome, Collectors.counting()))
                .forEach((outcome, count) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of("environment", environment, "outcome", outcome))
                        .value(count)
                        .build())));
        return counter.build();
    }

    private static CounterSnapshot counter(
            Map<String, List<Receipt>> receipts, String name, String help, ToDoubleFunction<Receipt> value) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        receipts.forEach((environment, list) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of("environment", environment))
                .value(list.stream().mapToDouble(value).sum())
                .build()));
        return counter.build();
    }

    /** Lengths of zero mean that it never came to that, and are left out. */
    private static SummarySnapshot summary(
            Map<String, List<Receipt>> receipts,
            String name,
            String help,
            Function<Receipt, Stream<Duration>> lengths) {
        SummarySnapshot.Builder summary = SummarySnapshot.builder().name(name).help(help);
        receipts.forEach((environment, list) -> {
            List<Duration> some = list.stream()
                    .flatMap(lengths)
                    .filter(length -> !length.isZero())
                    .toList();
            summary.dataPoint(SummaryDataPointSnapshot.builder()
                    .labels(Labels.of("environment", environment))
                    .count(some.size())
                    .sum(some.stream().mapToLong(Duration::toMillis).sum() / MILLIS)
                    .build());
        });
        return summary.build();
    }

    private static GaugeSnapshot shares(Map<String, List<Stored>> all) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("bluegreen_traffic_share_ratio")
                .help("Share of live traffic, as last seen by a deployment.");
        latest(all).forEach(deployment -> Stream.of(Colour.values())
                .forEach(side -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("environment", name(deployment), "side", side.word()))
                        .value(deployment.traffic().settled().on(side) / 100.0)
                        .build())));
        return gauge.build();
    }

    private static GaugeSnapshot phases(Map<String, List<Stored>> all) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder()
                .name("bluegreen_deployment_phase")
                .help("1 for the phase the latest deployment is in.");
        latest(all)
                .forEach(deployment -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "environment",
                                name(deployment),
                                "phase",
                                deployment.phase().name()))
                        .value(1)
                        .build()));
        return gauge.build();
    }

    private static List<Deployment> latest(Map<String, List<Stored>> all) {
        List<Deployment> latest = new ArrayList<>();
        all.values()
                .forEach(list ->
                        list.stream().findFirst().map(Stored::deployment).ifPresent(latest::add));
        return latest;
    }

    private static String name(Deployment deployment) {
        return deployment.order().environment().name();
    }
}

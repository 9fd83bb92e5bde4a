package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.model.AlarmReading;
import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.report.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a driver would have written down while it drove a recorded deployment. */
final class RecordedSightings {
    private RecordedSightings() {}

    static void write(Sightings sightings, Stored stored, List<Sample> samples) {
        Map<Long, List<Sample>> bySecond = samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.at().getEpochSecond(), TreeMap::new, Collectors.toList()));
        bySecond.forEach((second, some) -> sightings
                .recorder()
                .progressed(progress(stored.deployment(), Instant.ofEpochSecond(second + 1), some)));
    }

    private static Progress progress(Deployment deployment, Instant at, List<Sample> samples) {
        return new Progress(
                deployment,
                List.of(),
                "",
                List.of(
                        Verdict.pass("targets", "2 of 2 targets of green are healthy"),
                        Verdict.pass("latency", "95 % of 30 probes took at most 38 ms, the limit is 200 ms"),
                        Verdict.notEnough("comparison", "31 of at least 50 probes of green")),
                observation(deployment, samples),
                new Tally(412, 0, 0, Duration.ofMillis(1040), 131),
                Duration.ofSeconds(52),
                at);
    }

    private static Observation observation(Deployment deployment, List<Sample> samples) {
        return new Observation(
                List.of(new RuleReading(
                        deployment.order().environment().rules().get(0),
                        Optional.of(deployment.traffic().settled()),
                        deployment.traffic().settled().toString())),
                Map.of(Colour.BLUE, side(deployment, Colour.BLUE), Colour.GREEN, side(deployment, Colour.GREEN)),
                Optional.of(List.of(new AlarmReading("shop-5xx", AlarmReading.State.OK, "below the threshold"))),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                samples.stream().map(RecordedSightings::probe).toList(),
                Tally.NONE,
                List.of(),
                Optional.empty());
    }

    private static SideReading side(Deployment deployment, Colour colour) {
        String release = deployment.releaseOn(colour).id();
        boolean green = colour == Colour.GREEN;
        return new SideReading(
                new Capacity(2, 6, 2),
                release,
                Hold.SIZE.suspends(),
                List.of(
                        new Target("i-0" + colour.word() + "4f2a91c7d3e1", release, Target.Health.HEALTHY, true, ""),
                        new Target(
                                "i-0" + colour.word() + "7b10e5a2c944",
                                release,
                                green ? Target.Health.INITIAL : Target.Health.HEALTHY,
                                true,
                                green ? "Elb.RegistrationInProgress: target registration is in progress" : "")));
    }

    private static Probe probe(Sample sample) {
        return new Probe(
                sample.at(),
                "10.0.0.4",
                Optional.empty(),
                "/health",
                sample.status(),
                Duration.ofNanos((long) (sample.latencyMillis() * 1e6)),
                "",
                sample.colour(),
                "");
    }
}

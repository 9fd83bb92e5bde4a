package io.jenkins.plugins.bluegreen.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One load balancer node hears of new weights 30 seconds late. Everything else that could hide that is cut short, so what keeps the users
 * from harm is the propagation gate alone: with it nobody is lost, without it, on the same cloud and with the same settings, many are.
 */
class PropagationLagTest {
    private static final Duration LAG = Duration.ofSeconds(30);
    private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);
    private static final int PER_SECOND = 60;

    @TempDir
    private Path directory;

    /** What the visitors saw of one deployment. */
    private record Seen(int requests, int failures, Map<String, Integer> kinds, Deployment end, Duration lag) {}

    @Test
    void theGateIsWhatKeepsUsersFromALaggingNodesTargets() throws Exception {
        Seen guarded = deploy(true);
        Seen blind = deploy(false);

        System.out.println("30 s of lag on one of three nodes: gate on " + guarded.failures() + " of "
                + guarded.requests() + " requests failed, lag measured " + Durations.format(guarded.lag())
                + "; gate off " + blind.failures() + " of " + blind.requests() + " failed " + blind.kinds());
        assertThat(guarded.end().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(guarded.kinds()).isEmpty();
        assertThat(guarded.failures()).isZero();
        assertThat(guarded.lag()).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(36));
        assertThat(blind.end().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(blind.failures()).isPositive();
    }

    private Seen deploy(boolean gate) throws Exception {
        try (SmallSite site = SmallSite.start(directory.resolve("gate-" + gate), 1);
                Installation installation = site.controller()) {
            Environment environment = site.environment(settings(gate));
            site.awaitHealthy(installation, environment, HEALTHY_WITHIN);
            String lagging = site.seeded.nodes().get(2);
            site.cloud.faults().propagationLag(Map.of(lagging, LAG));
            Engine engine = installation.engine();
            try (Visitors visitors = new Visitors(site.seeded.nodes(), site.seeded.port(), PER_SECOND)) {
                String id = engine.begin(
                                new Request(environment, Release.of("2"), Plan.parse("100%:1s"), false, "test"))
                        .id();
                engine.drive("local", id, progress -> {}).get(100, TimeUnit.SECONDS);
                engine.whenFree("local", "test", progress -> {}).get(60, TimeUnit.SECONDS);
                visitors.close();
                Stored stored = engine.find("local", id).orElseThrow();
                return new Seen(
                        visitors.requests(),
                        visitors.failures(),
                        visitors.kinds(),
                        stored.deployment(),
                        Receipts.of(stored, Tally.NONE, installation.time().now()).propagation().stream()
                                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b));
            }
        }
    }

    private static Settings settings(boolean gate) {
        Timing timing = Timing.DEFAULT.withFloors(
                Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(1));
        // A machine that is load balancer, instances and users at once is slow at times; latency is not the question
        // here.
        Thresholds thresholds =
                new Thresholds(3, 5, Duration.ofSeconds(2), 10, 50, 20, 6, Thresholds.DEFAULT.rollbackLimit());
        return Settings.DEFAULT.with(timing).with(thresholds).withPropagationGate(gate);
    }
}

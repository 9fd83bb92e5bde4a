package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.testkit.MemoryLeases;
import io.jenkins.plugins.bluegreen.testkit.MemoryStore;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import io.jenkins.plugins.bluegreen.wiring.SystemTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A thousand deployments at once, in real time, on the product's own scheduler: what they need is heap, not threads. */
class ThousandDeploymentsTest {
    private static final int DEPLOYMENTS = 1000;
    private static final int MOST_THREADS = 32;
    private static final long MOST_HEAP = 1L << 30;
    private static final long MOST_SECONDS = 170;

    private final MemoryStore store = new MemoryStore();
    private final Map<String, SimulatedCloud> clouds = new LinkedHashMap<>();
    private final Map<String, World> worlds = new LinkedHashMap<>();

    @Test
    void aThousandDeploymentsInFlightNeedFewThreads() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int threadsBefore = threads.getThreadCount();
        long heapBefore = heap();
        threads.resetPeakThreadCount();
        try (SystemTime time = new SystemTime();
                Engine engine = engine(time)) {
            Map<String, String> ids = new LinkedHashMap<>();
            clouds.forEach((name, cloud) -> ids.put(name, begin(engine, cloud.environment())));
            Instant start = time.now();

            all(ids, (name, id) -> engine.drive(name, id, progress -> {}));
            List<Deployment> halfWay = all(ids, (name, id) -> shift(engine, name, id, "50%"));
            Instant half = time.now();
            long heap = heap() - heapBefore;

            assertThat(halfWay).hasSize(DEPLOYMENTS).allMatch(Resting::isHoldingAtShare);
            assertThat(clouds.values())
                    .allSatisfy(cloud -> assertThat(cloud.split(0)).isEqualTo(new TrafficSplit(50, 50)));

            List<Deployment> done = all(ids, (name, id) -> shift(engine, name, id, "100%:1s"));
            int needed = threads.getPeakThreadCount() - threadsBefore;
            System.out.println(DEPLOYMENTS + " deployments in flight: " + needed + " threads more than before, "
                    + (heap >> 20) + " MB of heap, all at 50 % after "
                    + Duration.between(start, half).toSeconds()
                    + " s, all done after "
                    + Duration.between(start, time.now()).toSeconds() + " s");

            assertThat(done).hasSize(DEPLOYMENTS).allMatch(deployment -> deployment.phase() == Phase.KEEPING);
            assertThat(needed).isLessThanOrEqualTo(MOST_THREADS);
            assertThat(heap).isLessThan(MOST_HEAP);
        }
        assertThat(clouds.values()).allSatisfy(cloud -> {
            assertThat(cloud.violations().found()).isEmpty();
            assertThat(cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
        });
    }

    private Engine engine(SystemTime time) {
        Timing timing = Timing.DEFAULT.withFloors(
                Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(5));
        for (int i = 0; i < DEPLOYMENTS; i++) {
            Environment environment = Rig.environment("shop-" + i, 1, Settings.DEFAULT.with(timing));
            Map<String, Duration> lags = Rig.lags(Duration.ofMillis(300), Duration.ofMillis(900));
            SimulatedCloud cloud = new SimulatedCloud(time, environment, lags, 2, Duration.ofSeconds(1), i);
            clouds.put(environment.name(), cloud);
            worlds.put(environment.name(), cloud.world());
        }
        return new Engine(new Services(
                environment -> worlds.get(environment.name()),
                store,
                new MemoryLeases(),
                (after, event) -> {},
                (environment, receipt) -> {},
                time,
                time,
                "controller",
                Services.LEASE));
    }

    private static String begin(Engine engine, Environment environment) {
        return engine.begin(new Request(environment, Release.of("r2"), Plan.DEFAULT, true, "test"))
                .id();
    }

    private static CompletableFuture<Deployment> shift(Engine engine, String name, String id, String plan) {
        engine.command(name, id, new Command.Shift(Plan.parse(plan), "", "", "test"));
        return engine.drive(name, id, progress -> {});
    }

    /** Starts the same for every deployment and waits for all together. */
    private static List<Deployment> all(
            Map<String, String> ids, BiFunction<String, String, CompletableFuture<Deployment>> start) throws Exception {
        List<CompletableFuture<Deployment>> futures = new ArrayList<>();
        ids.forEach((name, id) -> futures.add(start.apply(name, id)));
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get(MOST_SECONDS, TimeUnit.SECONDS);
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

package io.jenkins.plugins.bluegreen.bench;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.testkit.MemoryLeases;
import io.jenkins.plugins.bluegreen.testkit.MemoryStore;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import io.jenkins.plugins.bluegreen.wiring.SystemTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many deployments in flight in real time on the product's own scheduler, each on a simulated cloud of its own and held at 50 %, where a
 * deployment looks at everything once a second. Says on one line, as JSON, what they need beside what the same JVM needs without them.
 *
 * <p>{@code InFlight <deployments> <seconds to watch>}
 */
final class InFlight {
    private static final long MOST_SECONDS = 240;

    private final SystemTime time = new SystemTime();
    private final Map<String, SimulatedCloud> clouds = new LinkedHashMap<>();
    private final Map<String, World> worlds = new LinkedHashMap<>();
    private final AtomicLong ticks = new AtomicLong();

    private InFlight(int deployments) {
        Timing timing = Timing.DEFAULT.withFloors(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(5));
        for (int i = 0; i < deployments; i++) {
            Environment environment = Rig.environment("shop-" + i, 1, Settings.DEFAULT.with(timing));
            Map<String, Duration> lags = Rig.lags(Duration.ofMillis(300), Duration.ofMillis(900));
            SimulatedCloud cloud = new SimulatedCloud(time, environment, lags, 2, Duration.ofSeconds(1), i);
            clouds.put(environment.name(), cloud);
            worlds.put(environment.name(), cloud.world());
        }
    }

    public static void main(String[] arguments) throws Exception {
        InFlight many = new InFlight(Integer.parseInt(arguments[0]));
        long heapBefore = heap();
        int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
        try (SystemTime time = many.time;
                Engine engine = many.engine()) {
            many.bringToHalf(engine);
            many.watch(Duration.ofSeconds(Long.parseLong(arguments[1])), heapBefore, threadsBefore);
        }
    }

    private Engine engine() {
        return new Engine(new Services(
                environment -> worlds.get(environment.name()),
                new MemoryStore(),
                new MemoryLeases(),
                (after, event) -> {},
                (environment, receipt) -> {},
                time,
                time,
                "controller",
                Services.LEASE));
    }

    private void bringToHalf(Engine engine) throws Exception {
        CompletableFuture<?>[] atHalf = clouds.values().stream()
                .map(cloud -> toHalf(engine, cloud.environment()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(atHalf).get(MOST_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Deployment> toHalf(Engine engine, Environment environment) {
        String name = environment.name();
        String id = engine.begin(new Request(environment, Release.of("r2"), Plan.DEFAULT, true, "bench"))
                .id();
        return engine.drive(name, id, progress -> ticks.incrementAndGet()).thenCompose(verified -> {
            engine.command(name, id, new Command.Shift(Plan.parse("50%"), "", "", "bench"));
            return engine.drive(name, id, progress -> {});
        });
    }

    private void watch(Duration length, long heapBefore, int threadsBefore) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long heap = heap() - heapBefore;
        long ticksBefore = ticks.get();
        long cpuBefore = system.getProcessCpuTime();
        long begin = System.nanoTime();
        CountDownLatch over = new CountDownLatch(1);
        time.after(length, over::countDown);
        over.await();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - cpuBefore) / 1e9;
        int held = clouds.size();
        System.out.printf(
                Locale.ROOT,
                "{\"deployments\": %d, \"heapBytes\": %d, \"threads\": %d, \"cpuSecondsPerDeploymentMinute\": %.6f,"
                        + " \"looksPerDeploymentSecond\": %.4f}%n",
                held,
                heap,
                ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore,
                cpuSeconds / (held * seconds / 60),
                (ticks.get() - ticksBefore) / (held * seconds));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

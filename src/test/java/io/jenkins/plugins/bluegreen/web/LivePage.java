package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Notes;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.sleep.SleepServices;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.testkit.MemoryLeases;
import io.jenkins.plugins.bluegreen.testkit.MemoryStore;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Serves an environment on the simulated cloud, and a deployment that the real engine drives there, while a browser watches. Time runs faster than ours. */
final class LivePage implements AutoCloseable {
    /** A clock that runs fast, and a scheduler that goes by it. */
    private static final class FastTime implements Clock, Scheduler {
        private static final int SPEED = 30;
        private static final Instant START = Instant.parse("2026-11-23T09:30:00Z");

        private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        private final long begin = System.nanoTime();

        @Override
        public Instant now() {
            return START.plusNanos((System.nanoTime() - begin) * SPEED);
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            Future<?> waiting = pool.schedule(task, delay.toNanos() / SPEED, TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        }
    }

    private final FastTime time = new FastTime();
    private final Engine engine;
    private final PageServer server;
    private final URI url;

    private LivePage(boolean deploying) throws IOException {
        Sightings sightings = Sightings.under(Files.createTempDirectory("live-page"));
        Timing timing = Timing.DEFAULT.withFloors(
                Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60));
        SimulatedCloud cloud = new SimulatedCloud(
                time,
                Rig.environment(1, Settings.DEFAULT.with(timing)),
                Rig.lags(Duration.ofSeconds(2), Duration.ofSeconds(4)),
                2,
                Duration.ofSeconds(20),
                1);
        MemoryStore store = new MemoryStore();
        MemoryLeases leases = new MemoryLeases();
        Inspection inspection = new Inspection(environment -> cloud.world());
        engine = new Engine(new Services(
                environment -> cloud.world(),
                store,
                leases,
                (after, event) -> {},
                (environment, receipt) -> {},
                time,
                time,
                "test",
                Services.LEASE));
        Sleepable shop = new Sleepable(cloud.environment(), "", Sleepable.USUAL_SIZE);
        Notes notes = new MemoryNotes();
        Sleeping sleeping = new Sleeping(new SleepServices(
                environment -> cloud.world(),
                environment -> null,
                environment -> notes,
                environment ->
                        inspection.verify(environment, Optional.empty(), "").verdicts(),
                store,
                leases,
                time,
                time,
                "test",
                Services.LEASE));
        PageData data = new PageData(store, sightings, List.of(cloud.environment()), Optional.of(inspection), time);
        Orders orders = new Orders(
                engine, sightings, new SleepOrders(() -> sleeping, name -> Optional.of(shop), time), "the test");
        server = PageServer.start("127.0.0.1", 0, data, Optional.of(orders), time);
        url = deploying ? deploy(cloud, sightings) : URI.create(server.url() + "environments/shop");
    }

    private URI deploy(SimulatedCloud cloud, Sightings sightings) {
        Deployment deployment = engine.begin(new Request(
                cloud.environment(), Release.of("shop-2"), Plan.parse("10%:60s, 50%:60s, 100%:60s"), false, "test"));
        engine.drive("shop", deployment.id(), sightings.recorder());
        return URI.create(server.url() + "environments/shop/deployments/" + deployment.id());
    }

    /**
     * Serves what somebody asks for.
     *
     * @param what {@code live}: the page of a deployment that has just begun; {@code rest}: that of an environment at rest
     */
    static LivePage of(String what) throws IOException {
        return new LivePage(what.equals("live"));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        engine.close();
        server.close();
        time.pool.shutdownNow();
    }
}

package io.jenkins.plugins.bluegreen.web;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.port.Alarms;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.SchemaStatus;
import io.jenkins.plugins.bluegreen.port.TrafficMeter;
import io.jenkins.plugins.bluegreen.port.TrafficSwitch;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.report.Recorded;
import io.jenkins.plugins.bluegreen.store.DocumentDeploymentStore;
import io.jenkins.plugins.bluegreen.store.DocumentLeaseStore;
import io.jenkins.plugins.bluegreen.store.FileDocuments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves recorded deployments for the browser tests until its standard input ends. Time stands still at a moment in which one of them is
 * shifting. Orders are written to their journals by the real engine; nobody carries them out. Each line of input begins a {@link LivePage}
 * beside them, of a deployment or of an environment at rest.
 */
final class RecordedPage {
    private RecordedPage() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("recorded-page");
        FileDocuments documents = FileDocuments.under(directory.resolve("store"));
        DeploymentStore store = new DocumentDeploymentStore(documents);
        Sightings sightings = Sightings.under(directory.resolve("sightings"));
        save(store, sightings, Recorded.good(), false);
        save(store, sightings, Recorded.bad("shop-2.0.0"), true);
        save(store, sightings, Recorded.verified("staging-43", "shop-2.0.1"), false);
        save(store, sightings, Recorded.hostile(), false);
        save(store, sightings, Recorded.finished(), false);
        save(store, sightings, Recorded.halted("staging-45"), false);
        save(store, sightings, Recorded.shifting("canary-44", "shop-2.0.1"), false);
        Clock clock = () -> Recorded.at(139);
        Engine engine = engine(store, documents, clock);
        PageData data = new PageData(store, sightings, List.of(), Optional.empty(), clock);
        try (PageServer server = PageServer.start(
                "127.0.0.1", 0, data, Optional.of(new Orders(engine, sightings, noSleep(clock), "the test")), clock)) {
            System.out.println(server.url());
            beginLivePages();
        }
    }

    /** Serves one more for each line of input, which says of what, and prints where its page is. */
    private static void beginLivePages() throws IOException {
        List<LivePage> pages = new ArrayList<>();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String what = asked.readLine(); what != null; what = asked.readLine()) {
            LivePage page = LivePage.of(what);
            pages.add(page);
            System.out.println(page.url());
        }
        pages.forEach(LivePage::close);
    }

    private static void save(DeploymentStore store, Sightings sightings, Recorded recorded, boolean failing) {
        store.save(recorded.stored().at(""));
        RecordedSightings.write(sightings, recorded.stored(), recorded.samples(failing));
    }

    /** Nothing here is known well enough to be stopped. */
    static SleepOrders noSleep(Clock clock) {
        return new SleepOrders(
                () -> {
                    throw new IllegalStateException("there is no world behind this page, but sleep was asked for");
                },
                name -> Optional.empty(),
                clock);
    }

    /** An engine that writes orders down and never ticks. */
    static Engine engine(DeploymentStore store, FileDocuments documents, Clock clock) {
        World untouched = new World(
                absent(TrafficSwitch.class),
                absent(Fleet.class),
                absent(Prober.class),
                absent(Alarms.class),
                absent(TrafficMeter.class),
                absent(SchemaStatus.class),
                () -> 0);
        return new Engine(new Services(
                environment -> untouched,
                store,
                new DocumentLeaseStore(documents),
                (deployment, event) -> {},
                (environment, receipt) -> {},
                clock,
                (delay, task) -> () -> {},
                "test",
                Services.LEASE));
    }

    /** A part of the world that must not be called. */
    private static <T> T absent(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, values) -> {
                    throw new IllegalStateException(
                            "there is no world behind this page, but " + method + " was called");
                }));
    }
}

package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.ConfigurationException;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.LocalSite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays the acts of the demonstration, each with a controller of its own. */
final class DemoStage {
    private static final String PLAN = "10%:4s, 50%:4s, 100%:6s";
    private static final Duration WARM_WITHIN = Duration.ofMinutes(1);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);
    /** Turns bad in live traffic, not while it boots: half of its pages are errors, while its health check goes on saying well. */
    private static final String BAD = "errors:rate=0.5,after=12s";

    private final Shared shared;
    private final LocalSite site;
    private final ClientLog log;
    private final Path configFile;
    private final Configuration configuration;

    DemoStage(Shared shared, LocalSite site, Path log) {
        this.shared = shared;
        this.site = site;
        this.log = new ClientLog(log);
        this.configFile = site.writeConfiguration(
                PLAN,
                Map.of(
                        "probeInterval", "250ms",
                        "settleFloor", "1s",
                        "scaleInFloor", "3s",
                        "keepWindow", "3s"),
                Map.of(
                        "probesPerNode", "6",
                        // This one machine is load balancer, database, instances and users: its latency is no
                        // product's.
                        "latencyLimit", "1s"));
        this.configuration = Configuration.load(configFile);
    }

    private Environment environment() {
        return configuration.environment(LocalSite.ENVIRONMENT);
    }

    private Installation controller() {
        return Installation.Parts.of(configuration)
                .leaseLength(Duration.ofSeconds(9))
                .open();
    }

    void awaitFirstRelease() throws InterruptedException {
        try (Installation installation = controller()) {
            if (!site.awaitHealthy(installation, environment(), 2, STARTED_WITHIN)) {
                throw new ConfigurationException("release 1 is not healthy after " + STARTED_WITHIN.toSeconds()
                        + " s; its logs are under " + site.directory().resolve("cloud/instances"));
            }
        }
    }

    /** A cold program's first seconds are nobody's measure: client, load balancer and application warm up under the load. */
    void settle() throws InterruptedException {
        try (Installation installation = controller()) {
            Instant latest = installation.time().now().plus(WARM_WITHIN);
            do {
                pause(Duration.ofSeconds(2));
            } while (!installation
                            .inspection()
                            .verify(environment(), Optional.empty(), "1")
                            .isHealthy()
                    && installation.time().now().isBefore(latest));
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }

    Act goodRelease() throws Exception {
        title("Act 1: release 2 is good, and takes over step by step");
        return play("Act 1: a good release", "SUCCEEDED", Release.of("2"));
    }

    Act badRelease() throws Exception {
        title("Act 2: release 3 turns bad in live traffic, and is taken back");
        return play("Act 2: a bad release", "ROLLED_BACK", new Release("3", "", BAD, SchemaRange.ANY));
    }

    private void title(String text) {
        shared.say("");
        shared.say(shared.screen().strong(text));
    }

    private Act play(String title, String expected, Release release) throws Exception {
        try (Installation installation = controller()) {
            Engine engine = installation.engine();
            ProgressPrinter printer = shared.progress();
            Request request =
                    new Request(environment(), release, configuration.plan(LocalSite.ENVIRONMENT), false, "demo");
            Deployment begun = engine.begin(request);
            engine.drive(LocalSite.ENVIRONMENT, begun.id(), printer).get();
            engine.whenFree(LocalSite.ENVIRONMENT, "demo", printer).get();
            printer.end();
            return act(installation, title, expected, begun.id());
        }
    }

    private Act act(Installation installation, String title, String expected, String id) throws Exception {
        Stored stored = installation.engine().find(LocalSite.ENVIRONMENT, id).orElseThrow();
        Instant end = installation.time().now();
        return new Act(
                title,
                expected,
                stored,
                Receipts.of(stored, Tally.NONE, end),
                end,
                log.between(stored.order().at(), end));
    }

    /** The same acts with every line in: a slow request is written down when it is over, perhaps in the next act. */
    List<Act> recounted(List<Act> acts) throws Exception {
        List<Act> complete = new ArrayList<>();
        for (Act act : acts) {
            List<ClientLog.Line> lines = log.between(act.stored().order().at(), act.ended());
            complete.add(new Act(act.title(), act.expected(), act.stored(), act.receipt(), act.ended(), lines));
        }
        return complete;
    }

    Act killedController() throws Exception {
        title("Act 3: the controller of release 4 is killed at half of the traffic, and another one goes on");
        ControllerProcess first = ControllerProcess.start(configFile, List.of("deploy", LocalSite.ENVIRONMENT, "4"));
        String id;
        try (Installation watcher = controller()) {
            id = awaitHalf(watcher, first);
            first.kill();
            Deployment left = watcher.engine()
                    .find(LocalSite.ENVIRONMENT, id)
                    .orElseThrow()
                    .deployment();
            shared.say("  killed (SIGKILL) while " + left.phase().words() + " at "
                    + left.traffic().asked());
            ProgressPrinter printer = shared.progress();
            // Nobody can know that it is dead before its lease has run out.
            new Following(watcher, printer, line -> shared.say("  " + line)).toRest(LocalSite.ENVIRONMENT, id);
            watcher.engine().whenFree(LocalSite.ENVIRONMENT, "demo", printer).get();
            printer.end();
            return act(watcher, "Act 3: a controller killed half way", "SUCCEEDED", id);
        }
    }

    private String awaitHalf(Installation watcher, ControllerProcess first) throws InterruptedException {
        while (first.isAlive()) {
            var active = watcher.engine().active(LocalSite.ENVIRONMENT).map(Stored::deployment);
            if (active.isPresent()
                    && active.get().traffic().asked().on(active.get().order().to()) == 50) {
                return active.get().id();
            }
            pause(Duration.ofMillis(100));
        }
        throw new ConfigurationException(
                "the controller of act 3 ended by itself before half of the traffic had moved; its output is in "
                        + configFile.resolveSibling("controller.log"));
    }
}

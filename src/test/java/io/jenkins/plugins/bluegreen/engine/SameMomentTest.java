package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.testkit.MemoryLeases;
import io.jenkins.plugins.bluegreen.testkit.MemoryStore;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import io.jenkins.plugins.bluegreen.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One controller has many environments, and ids of deployments are made from the time. */
class SameMomentTest {
    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore();
    private final Map<String, SimulatedCloud> clouds = Map.of("shop", cloud("shop"), "bank", cloud("bank"));
    private final Engine engine = new Engine(new Services(
            environment -> clouds.get(environment.name()).world(),
            store,
            new MemoryLeases(),
            (after, event) -> {},
            (environment, receipt) -> {},
            time,
            time,
            "controller",
            Services.LEASE));

    private SimulatedCloud cloud(String name) {
        Environment environment = Rig.environment(name, 1, Settings.DEFAULT);
        return new SimulatedCloud(time, environment, Rig.lags(Duration.ZERO), 2, Duration.ofSeconds(5), 1);
    }

    @Test
    void deploymentsOfTwoEnvironmentsBegunInTheSameMillisecondAreBothDriven() {
        CompletableFuture<Deployment> shop = deploy("shop");
        CompletableFuture<Deployment> bank = deploy("bank");

        time.runUntil(() -> shop.isDone() && bank.isDone(), Duration.ofHours(1));

        assertThat(shop.join().phase()).isEqualTo(Phase.KEEPING);
        assertThat(bank.join().phase()).isEqualTo(Phase.KEEPING);
        assertThat(shop.join().order().environment().name()).isEqualTo("shop");
        assertThat(bank.join().order().environment().name()).isEqualTo("bank");
        assertThat(clouds.values())
                .allSatisfy(cloud -> assertThat(cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN)));
    }

    private CompletableFuture<Deployment> deploy(String name) {
        Environment environment = clouds.get(name).environment();
        Deployment begun =
                engine.begin(new Request(environment, Release.of("r2"), Plan.parse("100%:5s"), false, "test"));
        return engine.drive(name, begun.id(), progress -> {});
    }
}

package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.engine.Services;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RuleRef;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.World;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One environment on a simulated cloud, with stores that survive and controllers that may not. */
public final class Rig {
    public final VirtualTime time = new VirtualTime();
    public final MemoryStore store = new MemoryStore();
    public final MemoryLeases leases = new MemoryLeases();
    public final SimulatedCloud cloud;
    public final List<String> log = new ArrayList<>();
    public final List<Progress> ticks = new ArrayList<>();
    private int controllers;

    public Rig(SimulatedCloud.Shape shape) {
        this.cloud = shape.build(time);
    }

    public Rig() {
        this(SimulatedCloud.Shape.ordinary());
    }

    /** Another controller process with its own faults. */
    public Engine controller(Faults faults) {
        return controller(faults.between(cloud.world()), faults.between(store), faults.between(leases));
    }

    /** Another controller process that sees this cloud in its own way. */
    public Engine controller(World world) {
        return controller(world, store, leases);
    }

    private Engine controller(World world, DeploymentStore store, LeaseStore leases) {
        return new Engine(new Services(
                environment -> world,
                store,
                leases,
                (after, event) -> log.add(event.sentence()),
                (environment, receipt) -> {},
                time,
                time,
                "controller-" + ++controllers,
                Services.LEASE));
    }

    public Engine controller() {
        return controller(Faults.none());
    }

    public static Environment environment(int rules, Settings settings) {
        return environment("shop", rules, settings);
    }

    public static Environment environment(String name, int rules, Settings settings) {
        List<RuleRef> refs = IntStream.range(0, rules)
                .mapToObj(i -> i == 0 ? RuleRef.defaultOf("listener") : new RuleRef("listener", "rule-" + i))
                .toList();
        return new Environment(
                name,
                "eu-central-1",
                URI.create("http://shop.example"),
                List.of(),
                refs,
                new Side(Colour.BLUE, "tg-blue", "asg-blue"),
                new Side(Colour.GREEN, "tg-green", "asg-green"),
                List.of(),
                "X-BlueGreen-Preview",
                settings);
    }

    public static Map<String, Duration> lags(Duration... each) {
        Map<String, Duration> lags = new LinkedHashMap<>();
        for (Duration lag : each) {
            lags.put("10.0.0." + (lags.size() + 1), lag);
        }
        return lags;
    }

    public Deployment begin(Engine engine, String release, String plan) {
        return engine.begin(new Request(cloud.environment(), Release.of(release), Plan.parse(plan), false, "test"));
    }

    /** Begins and drives; time does not move yet. */
    public String deploy(Engine engine, String release, String plan) {
        String id = begin(engine, release, plan).id();
        drive(engine, id);
        return id;
    }

    public void drive(Engine engine, String id) {
        engine.drive("shop", id, ticks::add);
    }

    public Deployment command(Engine engine, String id, Command command) {
        Deployment after = engine.command("shop", id, command);
        drive(engine, id);
        return after;
    }

    public Stored stored(String id) {
        return store.load("shop", id).orElseThrow();
    }

    public Deployment deployment(String id) {
        return stored(id).deployment();
    }

    public Phase phase(String id) {
        return deployment(id).phase();
    }

    /** Runs until the deployment is in the phase; fails with its story if it does not get there. */
    public Deployment runTo(String id, Phase phase) {
        if (!time.runUntil(() -> phase(id) == phase, Duration.ofDays(3))) {
            throw new AssertionError("never " + phase + "; it is " + phase(id) + ": "
                    + deployment(id).reason() + "\n"
                    + String.join("\n", log) + "\nlast wait: "
                    + (ticks.isEmpty() ? "" : ticks.get(ticks.size() - 1).waitingFor()));
        }
        return deployment(id);
    }
}

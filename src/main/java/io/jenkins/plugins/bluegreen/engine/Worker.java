package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.util.List;
import java.util.Optional;

/**
 * Applies effects to the world. A failed one is reported and asked for again at the next tick: it is never the end of the others. Before
 * each change the lease is looked at, because those before it may have taken long.
 */
final class Worker {
    private final World world;
    private final Observer observer;
    private final Runnable keepLease;

    /** @param keepLease makes sure that the environment is ours for longer than a call takes; throws if it is somebody else's by now */
    Worker(World world, Observer observer, Runnable keepLease) {
        this.world = world;
        this.observer = observer;
        this.keepLease = keepLease;
    }

    void apply(Deployment deployment, List<Effect> effects) {
        for (Effect effect : effects) {
            try {
                apply(deployment, effect);
            } catch (WorldException e) {
                observer.report(e);
            }
        }
    }

    private void apply(Deployment deployment, Effect effect) {
        Environment environment = deployment.order().environment();
        keepLease.run();
        if (effect instanceof Effect.SetWeights weights) {
            setWeights(deployment, weights);
        } else if (effect instanceof Effect.Prepare prepare) {
            observer.forget(prepare.side());
            world.fleet().prepare(environment, prepare.side(), prepare.release(), prepare.capacity());
        } else if (effect instanceof Effect.Resize resize) {
            observer.forget(resize.side());
            world.fleet().resize(environment, resize.side(), resize.capacity());
        } else if (effect instanceof Effect.Keep keep) {
            observer.forget(keep.side());
            world.fleet().hold(environment, keep.side(), keep.suspended());
        }
    }

    /**
     * ELB has no conditional write, so the rules are read and compared immediately before: a value that nobody here wrote is left alone
     * (the next tick halts on it). What remains is the time between two calls.
     */
    private void setWeights(Deployment deployment, Effect.SetWeights weights) {
        Environment environment = deployment.order().environment();
        String approval = deployment.approval().map(Approval::evidence).orElse("");
        observer.forgetRules();
        List<RuleReading> found = observer.readRulesNow(environment, weights.urgency());
        boolean foreign = found.stream()
                .map(RuleReading::split)
                .anyMatch(split ->
                        split.isEmpty() || !deployment.traffic().legal().contains(split.get()));
        if (foreign) {
            return;
        }
        Optional<TrafficSplit> wanted = Optional.of(weights.split());
        WorldException failed = null;
        for (RuleReading reading : found) {
            if (!reading.split().equals(wanted)) {
                keepLease.run();
                try {
                    world.traffic().write(environment, reading.rule(), weights.split(), weights.urgency(), approval);
                } catch (WorldException e) {
                    failed = e;
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}

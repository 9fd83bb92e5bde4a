package io.jenkins.plugins.bluegreen.bench;

import io.jenkins.plugins.bluegreen.engine.Decision;
import io.jenkins.plugins.bluegreen.engine.Machine;
import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many decisions a second: the pure part of a tick, while a share is held and every guard looks at a full window of probes. */
@State(Scope.Benchmark)
public class DecideBenchmark {
    private Deployment deployment;
    private Observation seen;
    private Instant now;

    @Setup
    public void holdAtTenPercent() {
        Rig rig = new Rig();
        String id = rig.deploy(rig.controller(), "r2", "10%:10m, 100%:1m");
        rig.runTo(id, Phase.SHIFTING);
        rig.time.runUntil(() -> rig.deployment(id).stepLanded().isPresent(), Duration.ofMinutes(5));
        rig.time.advance(Duration.ofSeconds(60));
        Progress last = rig.ticks.get(rig.ticks.size() - 1);
        deployment = last.deployment();
        seen = last.seen();
        now = last.at();
        if (deployment.phase() != Phase.SHIFTING || seen.probes().isEmpty()) {
            throw new IllegalStateException("not what is to be measured: " + deployment.phase() + ", " + seen);
        }
    }

    @Benchmark
    public Decision decide() {
        return Machine.decide(deployment, seen, now);
    }
}

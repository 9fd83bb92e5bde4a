package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever is woken by a halt is offered what will be done, and nothing that would be refused. */
class OfferedDecisionsTest {
    private final Rig rig = new Rig();

    @Test
    void whatIsOfferedInAHaltIsNotRefusedAndTheRestIs() {
        for (Deployment halted : halts()) {
            assertThat(isTaken(halted, new Command.Adopt("ann")))
                    .as("adopt in %s", halted.halt())
                    .isEqualTo(halted.mayAdopt());
            assertThat(isTaken(halted, new Command.Abort("ann")))
                    .as("abort in %s", halted.halt())
                    .isEqualTo(halted.mayAbort());
            assertThat(isTaken(halted, new Command.Restore("ann"))).isTrue();
        }
    }

    private boolean isTaken(Deployment halted, Command command) {
        try {
            Commands.apply(halted, command, rig.time.now());
            return true;
        } catch (CommandRefusedException e) {
            return false;
        }
    }

    /** Every cause, in every phase, on both headings, with nothing, all, some or several splits found. */
    private List<Deployment> halts() {
        String id = rig.deploy(rig.controller(), "2.0.0", "10%:60s, 100%:60s");
        Deployment forward = rig.runTo(id, Phase.SHIFTING);
        Deployment back = new Event.TurnedBack(rig.time.now(), "bad").applyTo(forward);
        TrafficSplit all = TrafficSplit.allOn(Colour.BLUE);
        Deployment home = new Event.WeightsSettled(rig.time.now(), Duration.ZERO, "seen")
                .applyTo(new Event.WeightsReadBack(rig.time.now())
                        .applyTo(new Event.WeightsAsked(rig.time.now(), all).applyTo(back)));
        List<Set<TrafficSplit>> found = List.of(
                Set.of(),
                Set.of(new TrafficSplit(100, 0)),
                Set.of(new TrafficSplit(30, 70)),
                Set.of(new TrafficSplit(30, 70), new TrafficSplit(20, 80)));
        List<Deployment> halts = new ArrayList<>();
        for (Deployment deployment : List.of(forward, back, home)) {
            for (Halt.Cause cause : Halt.Cause.values()) {
                for (Phase phase : List.of(
                        Phase.PREPARING,
                        Phase.SHIFTING,
                        Phase.BAKING,
                        Phase.ROLLING_BACK,
                        Phase.KEEPING,
                        Phase.RETIRING)) {
                    found.forEach(
                            splits -> halts.add(new Event.Halted(rig.time.now(), new Halt(cause, phase, splits), "why")
                                    .applyTo(deployment)));
                }
            }
        }
        return halts;
    }
}

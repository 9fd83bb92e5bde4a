package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.testkit.Behaviour;
import io.jenkins.plugins.bluegreen.testkit.Faults;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A controller dies before and after each single call it makes, from the first to the last of a whole deployment; another one takes over
 * when the lease has run out. Every such history must end as if nobody had died.
 */
class KillAtEveryCallTest {
    private static final Duration LEASE_RUNS_OUT = Services.LEASE.plusSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String PLAN = "10%:5s, 50%:5s, 100%:5s";

    @Test
    void aGoodReleaseSucceedsWhereverItsControllerDies() {
        new Scenario("a deployment", Duration.ofDays(1), Phase.SUCCEEDED).killAtEveryCall();
    }

    @Test
    void aBadReleaseIsTakenBackWhereverItsControllerDies() {
        new Scenario("a rollback", Duration.ofSeconds(60), Phase.ROLLED_BACK).killAtEveryCall();
    }

    /**
     * @param turnsBad how long after the beginning the new release answers with nothing but errors
     * @param end the only phase it may end in
     */
    private record Scenario(String name, Duration turnsBad, Phase end) {
        void killAtEveryCall() {
            Faults counter = Faults.none();
            Life undisturbed = new Life(this);
            undisturbed.live(counter);
            assertThat(undisturbed.wrongs()).isEmpty();
            List<String> wrong = new ArrayList<>();
            int crashes = 0;
            for (int call = 1; call <= counter.calls(); call++) {
                for (Faults faults : List.of(
                        new Faults(call, 0, Set.of(call), Set.of()), new Faults(call, 0, Set.of(), Set.of(call)))) {
                    Life life = new Life(this);
                    life.live(faults);
                    crashes += life.deaths();
                    wrong.addAll(life.wrongs());
                }
            }
            System.out.println("kill at every call, " + name + ": " + counter.calls() + " calls, " + crashes
                    + " crashes, " + wrong.size() + " ended wrongly");
            assertThat(wrong).isEmpty();
            assertThat(crashes).isEqualTo(2 * counter.calls()).isGreaterThan(200);
        }
    }

    /** One history: from the first call to the end, through the death of its controller. */
    private static final class Life {
        private final Scenario scenario;
        private final Rig rig;
        private Engine engine;
        private int deaths;
        private String death = "nobody died";

        Life(Scenario scenario) {
            this.scenario = scenario;
            Timing timing = Timing.DEFAULT.withFloors(
                    Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(5));
            this.rig = new Rig(SimulatedCloud.Shape.ordinary().withRules(2).with(Settings.DEFAULT.with(timing)));
            rig.cloud.behave(
                    "r2", Behaviour.good("r2").turningBad(rig.time.now().plus(scenario.turnsBad()), 100));
        }

        void live(Faults faults) {
            engine = rig.controller(faults);
            survive(this::begin);
            while (!isOver()) {
                survive(this::goOn);
            }
        }

        private void begin() {
            rig.deploy(engine, "r2", PLAN);
        }

        private void goOn() {
            if (!rig.time.runUntil(this::isOver, LONGEST)) {
                throw new AssertionError(story("not over after " + LONGEST));
            }
        }

        private boolean isOver() {
            return id().map(rig::phase).map(Phase::isTerminal).orElse(false);
        }

        private Optional<String> id() {
            return rig.store.recent("shop", 1).stream().findFirst();
        }

        /** After a death another controller goes on, or begins anew if nothing was written down yet. */
        private void survive(Runnable work) {
            try {
                work.run();
            } catch (Faults.Crash crash) {
                deaths++;
                death = crash.getMessage();
                rig.time.forgetTasks();
                rig.time.advance(LEASE_RUNS_OUT);
                engine = rig.controller();
                id().ifPresentOrElse(id -> rig.drive(engine, id), this::begin);
            }
        }

        int deaths() {
            return deaths;
        }

        List<String> wrongs() {
            List<String> wrong = new ArrayList<>(rig.cloud.violations().found());
            Deployment deployment = rig.deployment(id().orElseThrow());
            if (deployment.phase() != scenario.end()) {
                wrong.add("it " + deployment.phase().words() + ": " + deployment.reason());
            }
            Colour winner = scenario.end() == Phase.SUCCEEDED ? Colour.GREEN : Colour.BLUE;
            if (!rig.cloud.allRulesAgree() || !rig.cloud.split(0).equals(TrafficSplit.allOn(winner))) {
                wrong.add("rules at " + rig.cloud.split(0) + " and " + rig.cloud.split(1));
            }
            if (rig.cloud.isHeld(Colour.BLUE) || rig.cloud.isHeld(Colour.GREEN)) {
                wrong.add("something is still suspended");
            }
            if (rig.cloud.reading(winner).healthy() != 2) {
                wrong.add(winner.word() + " has " + rig.cloud.reading(winner).healthy() + " of 2 healthy targets");
            }
            if (rig.cloud.reading(winner.other()).capacity().desired() != 0) {
                wrong.add(winner.other().word() + " was not retired");
            }
            return wrong.isEmpty() ? List.of() : List.of(story(String.join("; ", wrong)));
        }

        private String story(String what) {
            return scenario.name() + ", " + death + ": " + what + "\n  " + String.join("\n  ", rig.log);
        }
    }
}

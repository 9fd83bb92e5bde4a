package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.engine.CommandRefusedException;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Progress;
import io.jenkins.plugins.bluegreen.engine.Receipts;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.engine.Resting;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.VersionConflictException;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One random history of one deployment: a world, a release, and everything that may go wrong, run to its end in virtual time.
 *
 * @param failures calls of 1000 that fail, before or after their effect
 * @param crashBefore calls before which the controller dies (another one takes over after the lease has run out)
 * @param crashAfter calls after which it dies
 * @param acts what people and strangers do, and when
 */
public record History(
        long seed,
        World world,
        Quality quality,
        String plan,
        int failures,
        Set<Integer> crashBefore,
        Set<Integer> crashAfter,
        List<Act> acts) {
    /** The place. */
    public record World(int rules, List<Duration> lags, int size, Duration boot) {}

    /** What the new release is like. */
    public enum Quality {
        GOOD,
        BAD_FROM_THE_START,
        TURNS_BAD,
        HALF_BAD,
        SLOW,
        CALLS_ITSELF_OTHERWISE
    }

    /** What may happen from outside. */
    public enum Kind {
        ROLL_BACK,
        RETIRE,
        STRANGER,
        LOSE_OLD_INSTANCE,
        LOSE_NEW_INSTANCE,
        SECOND_CONTROLLER,
        RESTART
    }

    /** One thing that happens some seconds after the beginning. */
    public record Act(int second, Kind kind) {}

    /** How it ended. */
    public record Outcome(Phase phase, List<String> violations, String story) {}

    private static final Duration LONGEST = Duration.ofHours(3);

    private static Settings settings() {
        Timing timing = Timing.DEFAULT.withFloors(
                Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ofSeconds(30));
        Thresholds thresholds = new Thresholds(3, 5, Duration.ofMillis(200), 10, 50, 10, 5, Duration.ofSeconds(120));
        return new Settings(timing, thresholds, true, 1, "", "/health", InstancePrice.UNKNOWN);
    }

    /** Runs it. */
    public Outcome run() {
        Rig rig = new Rig(new SimulatedCloud.Shape(
                Rig.environment(world.rules(), settings()),
                Rig.lags(world.lags().toArray(Duration[]::new)),
                world.size(),
                world.boot(),
                seed));
        return new Run(rig, new Faults(seed, failures, crashBefore, crashAfter)).play();
    }

    private final class Run {
        private final Rig rig;
        private final Faults faults;
        private final List<String> violations = new ArrayList<>();
        private final List<Set<Doing>> suspendedBefore;
        private Engine engine;
        private boolean disturbed;
        private String id;

        Run(Rig rig, Faults faults) {
            this.rig = rig;
            this.faults = faults;
            rig.cloud.behave("r2", behaviour(rig.time.now()));
            if (seed % 7 == 0) {
                rig.cloud.suspend(Colour.BLUE, Doing.ZONES);
                rig.cloud.suspend(Colour.GREEN, Doing.REPLACEMENT);
            }
            suspendedBefore = suspended();
        }

        private List<Set<Doing>> suspended() {
            return List.of(
                    rig.cloud.reading(Colour.BLUE).suspended(),
                    rig.cloud.reading(Colour.GREEN).suspended());
        }

        private Behaviour behaviour(Instant start) {
            Behaviour good = Behaviour.good("r2");
            return switch (quality) {
                case GOOD -> good;
                case BAD_FROM_THE_START -> good.turningBad(start, 100);
                case TURNS_BAD -> good.turningBad(start.plusSeconds(90 + Math.floorMod(seed, 90)), 100);
                case HALF_BAD -> good.turningBad(start.plusSeconds(60 + Math.floorMod(seed, 120)), 50);
                case SLOW -> good.answeringIn(Duration.ofMillis(300));
                case CALLS_ITSELF_OTHERWISE -> good.callingItself("r9");
            };
        }

        Outcome play() {
            engine = rig.controller(faults);
            if (!begin()) {
                return end("never begun: refused or failed before anything was written");
            }
            for (Act act : acts) {
                rig.time.after(Duration.ofSeconds(act.second()), () -> happens(act.kind()));
            }
            survive(() -> rig.drive(engine, id));
            Instant latest = rig.time.now().plus(LONGEST);
            while (!isOver() && rig.time.now().isBefore(latest)) {
                boolean more = survive(() -> {
                    if (!rig.time.step()) {
                        idle();
                    }
                    watch();
                });
                if (!more) {
                    takeOver();
                }
            }
            return end("");
        }

        private boolean begin() {
            for (int attempt = 0; attempt < 20; attempt++) {
                boolean alive = survive(() -> {
                    Request request = new Request(
                            rig.cloud.environment(), Release.of("r2"), Plan.parse(plan), seed % 5 == 0, "test");
                    id = engine.begin(request).id();
                });
                List<String> begun = rig.store.recent("shop", 1);
                if (!begun.isEmpty()) {
                    id = begun.get(0);
                    return true;
                }
                if (!alive) {
                    engine = rig.controller(faults);
                }
                rig.time.advance(Duration.ofSeconds(61));
            }
            return false;
        }

        /** False if the controller died in it. */
        private boolean survive(Runnable work) {
            try {
                work.run();
                return true;
            } catch (Faults.Crash crash) {
                rig.log.add("** " + crash.getMessage());
                return false;
            } catch (WorldException | CommandRefusedException | VersionConflictException e) {
                rig.log.add("** refused: " + e.getMessage());
                return true;
            } catch (io.jenkins.plugins.bluegreen.port.LeaseHeldException e) {
                rig.log.add("** " + e.getMessage());
                return true;
            }
        }

        /** The process is gone with everything it had scheduled; what the world does goes on. */
        private void takeOver() {
            rig.time.forgetTasks();
            rig.time.advance(Duration.ofSeconds(61));
            engine = rig.controller(faults);
            survive(() -> rig.drive(engine, id));
        }

        /** Nothing is scheduled: somebody must decide, or come back. */
        private void idle() {
            Deployment deployment = rig.deployment(id);
            rig.time.advance(Duration.ofSeconds(61));
            if (deployment.phase() == Phase.HALTED) {
                rig.cloud.allowOverwriting();
                rig.cloud.sicken(Colour.BLUE, false);
                Command decision =
                        switch (Math.floorMod(seed, 3)) {
                            case 0 -> new Command.Adopt("test");
                            case 1 -> new Command.Restore("test");
                            default -> new Command.Abort("test");
                        };
                try {
                    engine.command("shop", id, decision);
                } catch (CommandRefusedException refused) {
                    engine.command("shop", id, new Command.Restore("test"));
                }
            }
            rig.drive(engine, id);
        }

        private void happens(Kind kind) {
            switch (kind) {
                case ROLL_BACK -> command(new Command.RollBack("a change of mind", "test"));
                case RETIRE -> command(new Command.Retire("test"));
                case STRANGER -> {
                    disturbed = true;
                    rig.cloud.strangerWrites(Math.floorMod(seed, world.rules()), new TrafficSplit(33, 67));
                }
                case LOSE_OLD_INSTANCE -> {
                    disturbed = true;
                    rig.cloud.lose(Colour.BLUE, 0);
                }
                case LOSE_NEW_INSTANCE -> {
                    disturbed = true;
                    rig.cloud.lose(Colour.GREEN, 0);
                }
                case SECOND_CONTROLLER -> rig.drive(rig.controller(), id);
                default -> {
                    engine.close();
                    engine = rig.controller(faults);
                    rig.drive(engine, id);
                }
            }
        }

        private void command(Command command) {
            engine.command("shop", id, command);
            rig.drive(engine, id);
        }

        private void watch() {
            Deployment deployment = rig.deployment(id);
            if (Resting.isWaitingForWord(deployment) || Resting.isHoldingAtShare(deployment)) {
                survive(() -> command(new Command.Shift(Plan.parse("100%:5s"), "", "", "test")));
            }
            boolean between = deployment.heading() == Heading.FORWARD
                    && deployment.traffic().moved()
                    && Set.of(Phase.SHIFTING, Phase.BAKING, Phase.KEEPING).contains(deployment.phase());
            if (between && !disturbed) {
                Colour old = deployment.order().from();
                if (rig.cloud.reading(old).healthy() < deployment.oldSize() || !rig.cloud.isHeld(old)) {
                    violations.add("4: the old side could not take everything back in " + deployment.phase());
                }
            }
        }

        private boolean isOver() {
            return rig.phase(id).isTerminal();
        }

        private Outcome end(String early) {
            violations.addAll(rig.cloud.violations().found());
            Phase phase = id == null ? Phase.PLANNED : rig.phase(id);
            if (early.isEmpty()) {
                judgeEnd(phase);
            }
            String story = this + early + "\n" + History.this + "\n" + String.join("\n", rig.log) + "\nlast wait: "
                    + Optional.of(rig.ticks)
                            .filter(ticks -> !ticks.isEmpty())
                            .map(ticks -> ticks.get(ticks.size() - 1).waitingFor())
                            .orElse("");
            return new Outcome(phase, violations, story);
        }

        /** Nothing but the release goes wrong, and no node lags longer than is to be expected: then the bound is a promise. */
        private boolean isCalm() {
            return failures == 0
                    && crashBefore.isEmpty()
                    && crashAfter.isEmpty()
                    && !disturbed
                    && acts.stream()
                            .noneMatch(act -> act.kind() == Kind.RESTART || act.kind() == Kind.SECOND_CONTROLLER)
                    && world.lags().stream().allMatch(lag -> lag.toSeconds() <= 30);
        }

        private void judgeRollback() {
            Duration took =
                    Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).rollback();
            rig.ticks.stream()
                    .filter(tick -> tick.deployment().phase() == Phase.ROLLING_BACK)
                    .map(Progress::rollbackBound)
                    .findFirst()
                    .filter(bound -> took.compareTo(bound) > 0)
                    .ifPresent(bound -> violations.add("9: a rollback took " + took + " and was to take " + bound));
        }

        private void judgeEnd(Phase phase) {
            if (!phase.isTerminal()) {
                violations.add("7: after " + LONGEST + " it is still " + phase);
                return;
            }
            Deployment deployment = rig.deployment(id);
            boolean untouched = rig.stored(id).journal().stream()
                    .noneMatch(event -> event instanceof io.jenkins.plugins.bluegreen.model.Event.SizeTaken);
            if (untouched) {
                return;
            }
            if (!suspended().equals(suspendedBefore)) {
                violations.add("8: suspended is " + suspended() + ", and before it was " + suspendedBefore);
            }
            if (!disturbed && !rig.cloud.allRulesAgree()) {
                violations.add("6: the rules differ at the end");
            }
            if (!disturbed && !rig.cloud.split(0).equals(TrafficSplit.allOn(deployment.winner()))) {
                violations.add(
                        "6: the winner is " + deployment.winner() + " and the rules are at " + rig.cloud.split(0));
            }
            if (isCalm() && deployment.traffic().moved()) {
                judgeRollback();
            }
            if (rig.cloud.reading(deployment.winner()).capacity().desired() != world.size()) {
                violations.add("3: the winner has lost size");
            }
        }
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a deployment does next. Pure: the same state, observation and time give the same decision, and nothing is done here.
 *
 * <p>Each phase has its own class of a page or two; this one looks for strangers first, hands over, and holds the deadlines.
 */
public final class Machine {
    private static final Duration SLOW = Duration.ofSeconds(5);

    private Machine() {}

    /** The next decision. A terminal or halted deployment decides nothing. */
    public static Decision decide(Deployment deployment, Observation seen, Instant now) {
        Draft draft = new Draft(deployment, seen, now);
        if (deployment.phase().isTerminal() || deployment.phase() == Phase.HALTED) {
            return draft.decide(Duration.ofDays(1));
        }
        if (deployment.phase() == Phase.PLANNED || !haltedByStranger(draft)) {
            Duration wakeAfter = think(draft);
            if (draft.isWaiting() && !draft.hasEntered()) {
                Deadlines.enforce(draft);
            }
            return draft.decide(wakeAfter);
        }
        return draft.decide(Duration.ZERO);
    }

    private static Duration think(Draft draft) {
        Timing timing = draft.deployment().settings().timing();
        if (!Weights.standWhereTheyShould(draft)) {
            return timing.probeInterval();
        }
        switch (draft.deployment().phase()) {
            case PLANNED -> Preflight.think(draft);
            case PREPARING -> Preparation.think(draft);
            case VERIFYING -> Verification.think(draft);
            case VERIFIED -> {
                Verification.thinkVerified(draft);
                return SLOW;
            }
            case SHIFTING -> {
                Shift.think(draft);
                return Shift.nextLook(draft);
            }
            case BAKING -> {
                Shift.thinkBaking(draft);
                return Shift.nextLook(draft);
            }
            case ROLLING_BACK -> Rollback.think(draft);
            case KEEPING -> {
                Duration left = Retirement.thinkKeeping(draft);
                return left.compareTo(SLOW) < 0 ? left : SLOW;
            }
            case DRAINING -> Retirement.thinkDraining(draft);
            case RETIRING -> Retirement.thinkRetiring(draft);
            default ->
                throw new IllegalStateException("phase " + draft.deployment().phase() + " decides nothing");
        }
        return timing.probeInterval();
    }

    /** A value on a rule that this deployment never wrote is never overwritten. */
    private static boolean haltedByStranger(Draft draft) {
        Set<TrafficSplit> legal = draft.deployment().traffic().legal();
        List<RuleReading> foreign = draft.seen.rules().stream()
                .filter(reading -> reading.split().isEmpty()
                        || !legal.contains(reading.split().get()))
                .toList();
        if (foreign.isEmpty()) {
            return false;
        }
        Set<TrafficSplit> found = foreign.stream()
                .flatMap(reading -> reading.split().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String what = foreign.stream()
                .map(reading -> reading.rule().arn() + " is at " + reading.raw())
                .collect(Collectors.joining(", "));
        draft.halt(
                Halt.Cause.STRANGER,
                found,
                "somebody else changed the weights: " + what + ", this deployment asked for "
                        + draft.deployment().traffic().asked()
                        + ". Adopt what is there, restore what was asked, or abort and go back");
        return true;
    }
}

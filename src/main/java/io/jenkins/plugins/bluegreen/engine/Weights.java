package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Traffic;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Brings a split onto every rule and into live traffic: written down, written, read back, observed. The same way forward and back;
 * a rule that kept its old value is simply asked for again, so a write that failed half way is completed or, on the way back, undone.
 */
final class Weights {
    private Weights() {}

    /**
     * In phases that move no traffic the weights only ever have to be put back after a person decided to restore them; nothing else goes
     * on before that is seen in live traffic.
     */
    static boolean standWhereTheyShould(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour home =
                switch (deployment.phase()) {
                    case PREPARING, VERIFYING, VERIFIED -> deployment.order().from();
                    case KEEPING, DRAINING, RETIRING -> deployment.winner();
                    default -> null;
                };
        return home == null
                || haveLanded(draft, TrafficSplit.allOn(home), Urgency.ORDINARY, () -> canServe(draft, home));
    }

    private static boolean canServe(Draft draft, Colour side) {
        boolean serves = draft.side(side).map(reading -> reading.healthy() > 0).orElse(false);
        if (!serves) {
            draft.waitFor(side.word() + " has no healthy target");
        }
        return serves;
    }

    /**
     * Whether the split is in live traffic; if not, does the next thing towards it and says what it waits for.
     *
     * @param mayWrite whether the sides are fit for the split now; asked before every write, also one that is repeated, and says itself
     *     what it waits for
     */
    static boolean haveLanded(Draft draft, TrafficSplit target, Urgency urgency, BooleanSupplier mayWrite) {
        Traffic traffic = draft.deployment().traffic();
        if (!traffic.asked().equals(target)) {
            if (mayWrite.getAsBoolean()) {
                draft.happen(new Event.WeightsAsked(draft.now, target));
                write(draft, target, urgency);
            }
            return false;
        }
        return switch (traffic.stage()) {
            case SETTLED -> true;
            case ASKED -> {
                readBack(draft, target, urgency, mayWrite);
                yield false;
            }
            case READ_BACK -> landed(draft, traffic);
        };
    }

    private static void readBack(Draft draft, TrafficSplit target, Urgency urgency, BooleanSupplier mayWrite) {
        List<RuleReading> rules = draft.seen.rules();
        List<RuleReading> others = rules.stream()
                .filter(reading -> !reading.split().equals(Optional.of(target)))
                .toList();
        if (rules.isEmpty()) {
            draft.waitFor("the rules could not be read");
        } else if (others.isEmpty()) {
            draft.happen(new Event.WeightsReadBack(draft.now));
            draft.waitFor("waiting for " + target + " in live traffic");
        } else if (mayWrite.getAsBoolean()) {
            RuleReading first = others.get(0);
            draft.waitFor("rule " + first.rule().arn() + " is still at " + first.raw());
            write(draft, target, urgency);
        }
    }

    private static void write(Draft draft, TrafficSplit target, Urgency urgency) {
        draft.ask(new Effect.SetWeights(target, urgency));
        draft.waitFor(target + " is being written");
    }

    /**
     * A write that overtook one which had not landed may look landed on a node that has seen neither: it shows the old split, and will
     * show the one in between for a moment yet. Only time tells the two apart.
     */
    private static Duration floor(Deployment deployment, Settings settings) {
        Duration settle = settings.timing().settleFloor();
        boolean overtook =
                deployment.traffic().before().contains(deployment.traffic().asked());
        Duration lag = RollbackBound.expectedLag(deployment);
        return overtook && settings.propagationGate() && lag.compareTo(settle) > 0 ? lag : settle;
    }

    private static boolean landed(Draft draft, Traffic traffic) {
        Deployment deployment = draft.deployment();
        Settings settings = deployment.settings();
        Duration floor = floor(deployment, settings);
        Instant floorEnds = traffic.since().plus(floor);
        PropagationGate.Landing landing = settings.propagationGate()
                ? PropagationGate.judge(
                        draft.seen.probes(),
                        traffic.since(),
                        traffic.before(),
                        traffic.asked(),
                        deployment.order().environment().rules().size(),
                        settings.thresholds())
                : new PropagationGate.Landing(
                        true, false, floor, "the propagation gate is off, only a timer was waited for");
        if (!landing.landed()) {
            draft.waitFor(landing.reason());
            if (draft.now.isBefore(floorEnds)) {
                // Most nodes change in the first seconds, and the hold counts from the last of them.
                draft.hurry();
            }
            return false;
        }
        if (draft.now.isBefore(floorEnds)) {
            draft.waitFor("settling for " + Durations.format(floor));
            return false;
        }
        draft.happen(new Event.WeightsSettled(draft.now, landing.lag(), landing.reason()));
        return true;
    }
}

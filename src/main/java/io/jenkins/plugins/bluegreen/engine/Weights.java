package io.jenkins.plugins.bluegreen.engine;

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

/**
 * Brings a split onto every rule and into live traffic: written down, written, read back, observed. The same way forward and back;
 * a rule that kept its old value is simply asked for again, so a write that failed half way is completed or, on the way back, undone.
 */
final class Weights {
    private Weights() {}

    /** Whether the split is in live traffic; if not, does the next thing towards it and says what it waits for. */
    static boolean haveLanded(Draft draft, TrafficSplit target, Urgency urgency) {
        Traffic traffic = draft.deployment().traffic();
        if (!traffic.asked().equals(target)) {
            draft.happen(new Event.WeightsAsked(draft.now, target));
            draft.ask(new Effect.SetWeights(target, urgency));
            draft.waitFor(target + " is being written");
            return false;
        }
        return switch (traffic.stage()) {
            case SETTLED -> true;
            case ASKED -> readBack(draft, target, urgency);
            case READ_BACK -> landed(draft, traffic);
        };
    }

    private static boolean readBack(Draft draft, TrafficSplit target, Urgency urgency) {
        List<RuleReading> rules = draft.seen.rules();
        List<RuleReading> others = rules.stream()
                .filter(reading -> !reading.split().equals(java.util.Optional.of(target)))
                .toList();
        if (!rules.isEmpty() && others.isEmpty()) {
            draft.happen(new Event.WeightsReadBack(draft.now));
            draft.waitFor("waiting for " + target + " in live traffic");
            return false;
        }
        draft.ask(new Effect.SetWeights(target, urgency));
        draft.waitFor(
                rules.isEmpty()
                        ? "the rules could not be read" + draft.problems()
                        : "rule " + others.get(0).rule().arn() + " is still at "
                                + others.get(0).raw() + problems(draft));
        return false;
    }

    private static String problems(Draft draft) {
        return draft.seen.problems().isEmpty() ? "" : draft.problems();
    }

    private static boolean landed(Draft draft, Traffic traffic) {
        Deployment deployment = draft.deployment();
        Settings settings = deployment.settings();
        Duration floor = settings.timing().settleFloor();
        Instant floorEnds = traffic.since().plus(floor);
        PropagationGate.Landing landing = settings.propagationGate()
                ? PropagationGate.judge(
                        draft.seen.probes(), traffic.since(), traffic.before(), traffic.asked(), settings.thresholds())
                : new PropagationGate.Landing(true, floor, "the propagation gate is off, only a timer was waited for");
        if (!landing.landed()) {
            draft.waitFor(landing.reason());
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

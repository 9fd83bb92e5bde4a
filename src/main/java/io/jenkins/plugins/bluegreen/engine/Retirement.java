package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** KEEPING, DRAINING, RETIRING: the side without traffic stays ready, then is observed to be silent, and only then loses capacity. */
final class Retirement {
    private Retirement() {}

    /** Waits for the end of the keep window; returns what is left of it. */
    static Duration thinkKeeping(Draft draft) {
        Deployment deployment = draft.deployment();
        letTheLiveSideHeal(draft);
        Instant ends = deployment.since().plus(deployment.settings().timing().keepWindow());
        if (draft.now.isBefore(ends)) {
            draft.waitFor(deployment.winner().other().word() + " is kept for "
                    + Durations.format(Duration.ofSeconds(
                            Math.max(1, Duration.between(draft.now, ends).toSeconds()))) + " more");
            return Duration.between(draft.now, ends);
        }
        draft.enter(
                Phase.DRAINING,
                "the keep window is over; watching "
                        + deployment.winner().other().word() + " fall silent");
        return Duration.ZERO;
    }

    /** The new side was on trial; now it is production, and sick instances of production are replaced. */
    private static void letTheLiveSideHeal(Draft draft) {
        Colour winner = draft.deployment().winner();
        boolean onTrial = draft.seen
                .side(winner)
                .filter(side -> side.hold() == Hold.INSTANCES)
                .isPresent();
        if (onTrial) {
            draft.ask(new Effect.Keep(winner, Hold.SIZE));
        }
    }

    static void thinkDraining(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour loser = deployment.winner().other();
        Timing timing = deployment.settings().timing();
        Instant silentSince = draft.deployment().traffic().since();
        Duration floor = timing.scaleInFloor();
        Duration stickiness =
                draft.seen.facts().map(facts -> facts.stickiness()).orElse(Duration.ZERO);
        Duration longest = floor.compareTo(stickiness) >= 0 ? floor : stickiness;
        if (draft.seen.facts().isEmpty()) {
            draft.waitFor("the load balancer could not be read");
        }
        if (draft.seen.rules().isEmpty()) {
            draft.waitFor("the rules could not be read");
        }
        if (draft.now.isBefore(silentSince.plus(longest))) {
            draft.waitFor(loser.word() + " must have been without traffic for " + Durations.format(longest));
        }
        if (deployment.settings().propagationGate()) {
            PropagationGate.Landing silence = PropagationGate.judge(
                    draft.seen.probes(),
                    deployment.since(),
                    Set.of(),
                    TrafficSplit.allOn(deployment.winner()),
                    1,
                    deployment.settings().thresholds());
            if (!silence.landed()) {
                draft.waitFor(silence.reason());
            }
            Long counted = draft.seen.requests().get(loser);
            if (counted != null && counted > 0) {
                draft.waitFor("the load balancer itself still counted " + counted + " requests for " + loser.word());
            }
        }
        if (!draft.isWaiting()) {
            draft.enter(Phase.RETIRING, loser.word() + " is silent on every node; scaling it down");
        }
    }

    static void thinkRetiring(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour winner = deployment.winner();
        Colour loser = winner.other();
        if (draft.seen.rules().isEmpty()) {
            draft.waitFor("the rules could not be read");
            return;
        }
        Optional<SideReading> keeps = draft.side(winner);
        Optional<SideReading> goes = draft.side(loser);
        if (keeps.isEmpty() || goes.isEmpty()) {
            return;
        }
        scaleDown(draft, loser, goes.get());
        restoreSize(draft, winner, keeps.get());
        for (Colour colour : List.of(winner, loser)) {
            if (draft.seen.side(colour).orElseThrow().isTouched()) {
                draft.ask(new Effect.Resume(colour));
                draft.waitFor("scaling of " + colour.word() + " is being resumed");
            }
        }
        if (!draft.isWaiting()) {
            finish(draft);
        }
    }

    private static void scaleDown(Draft draft, Colour loser, SideReading side) {
        if (!side.capacity().equals(side.capacity().asleep())) {
            draft.ask(new Effect.Resize(loser, side.capacity().asleep()));
        }
        if (!side.isEmpty()) {
            draft.waitFor(loser.word() + " still has " + side.targets().size() + " targets");
        }
    }

    /**
     * The side that goes on serving gets back the bounds that the live side had, at no less than its present size. An old side that was
     * never made to grow again keeps what it has: schedules and people may have changed that while it was left alone.
     */
    private static void restoreSize(Draft draft, Colour winner, SideReading side) {
        Deployment deployment = draft.deployment();
        boolean pinnedByUs =
                deployment.heading() == Heading.FORWARD || side.capacity().min() == deployment.oldSize();
        if (!pinnedByUs) {
            return;
        }
        Capacity live = deployment.live().orElseThrow();
        int desired = side.capacity().desired();
        Capacity bounds = new Capacity(Math.min(live.min(), desired), Math.max(live.max(), desired), desired);
        if (!side.capacity().equals(bounds)) {
            draft.ask(new Effect.Resize(winner, bounds));
            draft.waitFor("the bounds of " + winner.word() + " are being restored to " + bounds);
        }
    }

    private static void finish(Draft draft) {
        Deployment deployment = draft.deployment();
        if (deployment.heading() == Heading.FORWARD) {
            draft.enter(
                    Phase.SUCCEEDED,
                    "release " + deployment.order().release() + " is live on "
                            + deployment.winner().word());
        } else {
            draft.enter(
                    Phase.ROLLED_BACK,
                    "release " + deployment.order().previous() + " is live on "
                            + deployment.winner().word() + ": " + deployment.failure());
        }
    }
}

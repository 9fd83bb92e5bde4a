package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** KEEPING, DRAINING, RETIRING: the side without traffic stays ready, then is observed to be silent, and only then loses capacity. */
final class Retirement {
    private Retirement() {}

    /** Waits for the end of the keep window; returns what is left of it. */
    static Duration thinkKeeping(Draft draft) {
        if (haltedBecauseTheOtherSideIsNeeded(draft)) {
            return Duration.ZERO;
        }
        letTheLiveSideGo(draft);
        keepTheOtherSide(draft);
        Deployment deployment = draft.deployment();
        Colour loser = deployment.winner().other();
        Instant ends = deployment.since().plus(deployment.settings().timing().keepWindow());
        if (draft.now.isBefore(ends)) {
            draft.waitFor(loser.word() + " is kept for "
                    + Durations.format(Duration.ofSeconds(
                            Math.max(1, Duration.between(draft.now, ends).toSeconds()))) + " more");
            return Duration.between(draft.now, ends);
        }
        if (!liveSideServes(draft)) {
            return deployment.settings().timing().probeInterval();
        }
        draft.enter(Phase.DRAINING, "the keep window is over; watching " + loser.word() + " fall silent");
        return Duration.ZERO;
    }

    /** A side that is the only one that could serve is never let go, whatever was thought of it. */
    private static boolean haltedBecauseTheOtherSideIsNeeded(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour winner = deployment.winner();
        long others = draft.seen.side(winner.other()).map(SideReading::healthy).orElse(0L);
        boolean needed = others > 0
                && draft.seen.side(winner).filter(side -> side.healthy() == 0).isPresent();
        if (needed) {
            String abort = deployment.heading() == Heading.FORWARD
                    ? "; or abort to go back to " + winner.other().word()
                    : "";
            draft.halt(
                    Halt.Cause.LIVE_SIDE_UNHEALTHY,
                    Set.of(),
                    winner.word() + " has all traffic and no healthy target, and "
                            + winner.other().word() + ", which was to be retired, has " + others
                            + ": it is kept until somebody decides. Mend " + winner.word() + " and restore" + abort);
        }
        return needed;
    }

    private static boolean liveSideServes(Draft draft) {
        Colour winner = draft.deployment().winner();
        boolean serves = draft.side(winner).map(side -> side.healthy() > 0).orElse(false);
        if (!serves) {
            draft.waitFor(winner.word() + " has no healthy target, so that nothing is retired beside it");
        }
        return serves;
    }

    /** It is production now: it scales, heals and follows its schedules as ever, within the bounds of its own. */
    private static void letTheLiveSideGo(Draft draft) {
        Colour winner = draft.deployment().winner();
        draft.seen.side(winner).ifPresent(side -> letGo(draft, winner, side));
    }

    /** False as long as something of the side is to be given back: first the bounds, and then what could act on them. */
    private static boolean letGo(Draft draft, Colour colour, SideReading side) {
        Set<Doing> before = draft.deployment().suspendedBefore(colour);
        if (side.suspended().equals(before)) {
            return true;
        }
        Capacity bounds = ownBounds(draft.deployment(), colour, side.capacity());
        draft.ask(side.capacity().equals(bounds) ? new Effect.Keep(colour, before) : new Effect.Resize(colour, bounds));
        return false;
    }

    /** The side without traffic is held still; an old one grows with the live one, so that it could take everything back at any time. */
    private static void keepTheOtherSide(Draft draft) {
        Colour loser = draft.deployment().winner().other();
        boolean forward = draft.deployment().heading() == Heading.FORWARD;
        Optional<SideReading> other = draft.seen.side(loser);
        if (other.isEmpty()) {
            return;
        }
        Hold hold = forward ? Hold.SIZE : Hold.INSTANCES;
        Set<Doing> wanted = hold.beside(draft.deployment().suspendedBefore(loser));
        if (!other.get().suspended().equals(wanted)) {
            draft.ask(new Effect.Keep(loser, wanted));
        }
        if (forward) {
            noteGrowth(draft);
            int size = draft.deployment().oldSize();
            if (other.get().capacity().desired() < size) {
                draft.ask(new Effect.Resize(loser, Preparation.pinned(draft.deployment(), size)));
            }
        }
    }

    private static void noteGrowth(Draft draft) {
        Deployment deployment = draft.deployment();
        Capacity live = deployment.live().orElseThrow();
        int desired = draft.seen
                .side(deployment.winner())
                .map(side -> side.capacity().desired())
                .orElse(0);
        if (desired > deployment.newSize()) {
            draft.happen(
                    new Event.SizeTaken(draft.now, new Capacity(live.min(), Math.max(live.max(), desired), desired)));
        }
    }

    static void thinkDraining(Draft draft) {
        if (haltedBecauseTheOtherSideIsNeeded(draft)) {
            return;
        }
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
        liveSideServes(draft);
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
        if (haltedBecauseTheOtherSideIsNeeded(draft)) {
            return;
        }
        scaleDown(draft, loser, goes.get());
        if (!letGo(draft, winner, keeps.get())) {
            draft.waitFor(winner.word() + " gets back its bounds, and what was suspended on it is resumed");
        }
        Set<Doing> before = deployment.suspendedBefore(loser);
        if (!goes.get().suspended().equals(before)) {
            draft.ask(new Effect.Keep(loser, before));
            draft.waitFor("scaling of " + loser.word() + " is being resumed");
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
     * The bounds that the live side had, at no less than the present size. An old side that was never made to grow again keeps what it
     * has: schedules and people may have changed that while it was left alone.
     */
    private static Capacity ownBounds(Deployment deployment, Colour colour, Capacity now) {
        boolean pinnedByUs = colour == deployment.order().to() || now.min() == deployment.oldSize();
        if (!pinnedByUs) {
            return now;
        }
        Capacity live = deployment.live().orElseThrow();
        return new Capacity(Math.min(live.min(), now.desired()), Math.max(live.max(), now.desired()), now.desired());
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

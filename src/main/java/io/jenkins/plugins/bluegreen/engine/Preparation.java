package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** PREPARING: the idle side comes up with the new release at the live side's size and is held still; the live side is left alone. */
final class Preparation {
    private Preparation() {}

    static void think(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour to = deployment.order().to();
        draft.side(to).ifPresent(idle -> {
            keep(draft, to, idle, Hold.INSTANCES);
            bringUp(draft, to, idle);
        });
        if (!draft.isWaiting()) {
            draft.enter(
                    Phase.VERIFYING,
                    "all " + deployment.newSize() + " targets of " + to.word() + " are healthy with release "
                            + deployment.order().release());
        }
    }

    /**
     * Before the first share moves: the live side, which scaled as it needed while the new one was prepared, judged and perhaps approved,
     * is held still, its size is taken once more, and the new side follows it. Says itself what it waits for.
     */
    static boolean areSidesEven(Draft draft) {
        Colour from = draft.deployment().order().from();
        Colour to = draft.deployment().order().to();
        Optional<SideReading> live = draft.side(from);
        Optional<SideReading> fresh = draft.side(to);
        if (live.isEmpty() || fresh.isEmpty()) {
            return false;
        }
        keep(draft, from, live.get(), Hold.SIZE);
        keep(draft, to, fresh.get(), Hold.INSTANCES);
        if (draft.isWaiting()) {
            return false;
        }
        if (!draft.deployment().live().equals(Optional.of(live.get().capacity()))) {
            draft.happen(new Event.SizeTaken(draft.now, live.get().capacity()));
        }
        bringUp(draft, to, fresh.get());
        return !draft.isWaiting();
    }

    private static void keep(Draft draft, Colour colour, SideReading side, Hold hold) {
        Set<Doing> wanted = hold.beside(draft.deployment().suspendedBefore(colour));
        if (!side.suspended().equals(wanted)) {
            draft.ask(new Effect.Keep(colour, wanted));
            draft.waitFor("scaling of " + colour.word() + " is being suspended");
        }
    }

    /** So many instances and no fewer, with the live side's upper bound. */
    static Capacity pinned(Deployment deployment, int size) {
        return new Capacity(size, Math.max(size, deployment.live().orElseThrow().max()), size);
    }

    /** Asks for what is missing until the new side runs its release at size, or says what it is waiting for. */
    private static void bringUp(Draft draft, Colour colour, SideReading side) {
        Deployment deployment = draft.deployment();
        Release release = deployment.order().release();
        Capacity wanted = pinned(deployment, deployment.newSize());
        boolean othersRun = side.targets().stream().anyMatch(target -> runsAnother(target, release));
        if (othersRun) {
            if (side.capacity().desired() > 0) {
                draft.ask(new Effect.Resize(colour, side.capacity().asleep()));
            }
            draft.waitFor(colour.word() + " is being emptied of another release (" + states(side) + ")");
            return;
        }
        if (!side.release().equals(release.id()) || !side.capacity().equals(wanted)) {
            draft.ask(new Effect.Prepare(colour, release, wanted));
        }
        long ready = side.ready(release);
        if (ready < deployment.newSize()) {
            draft.waitFor(ready + " of " + deployment.newSize() + " targets of " + colour.word()
                    + " are healthy with release " + release
                    + (side.targets().isEmpty() ? "" : " (" + states(side) + ")"));
        }
    }

    /** The tags of an instance that has just been launched may not be seen yet: only in service does no release mean another one. */
    private static boolean runsAnother(Target target, Release release) {
        boolean unknown = target.release().isEmpty() && !target.inService();
        return !unknown && !target.release().equals(release.id()) && target.health() != Target.Health.DRAINING;
    }

    private static String states(SideReading side) {
        return side.targets().stream()
                .filter(target -> !target.isReady())
                .limit(5)
                .map(target -> target.id() + " " + (target.inService() ? "" : "starting, ")
                        + target.health().name().toLowerCase(java.util.Locale.ROOT)
                        + (target.reason().isEmpty() ? "" : " " + target.reason()))
                .collect(Collectors.joining(", "));
    }
}

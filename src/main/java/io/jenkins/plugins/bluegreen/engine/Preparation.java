package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import java.util.Optional;
import java.util.stream.Collectors;

/** PREPARING: the idle side comes up with the new release at the live side's size, and both sides are held still. */
final class Preparation {
    private Preparation() {}

    static void think(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour from = deployment.order().from();
        Colour to = deployment.order().to();
        Optional<SideReading> live = draft.side(from);
        Optional<SideReading> idle = draft.side(to);
        live.ifPresent(side -> hold(draft, from, side));
        idle.ifPresent(side -> {
            hold(draft, to, side);
            bringUp(draft, to, side, deployment.order().release());
        });
        if (!draft.isWaiting()) {
            draft.enter(
                    Phase.VERIFYING,
                    "all " + deployment.size() + " targets of " + to.word() + " are healthy with release "
                            + deployment.order().release());
        }
    }

    static void hold(Draft draft, Colour colour, SideReading side) {
        if (!side.held()) {
            draft.ask(new Effect.Hold(colour));
            draft.waitFor("scaling of " + colour.word() + " is being suspended");
        }
    }

    /** The size both sides are held at, with the live side's upper bound. */
    static Capacity wanted(Deployment deployment) {
        int size = deployment.size();
        return new Capacity(size, Math.max(size, deployment.live().orElseThrow().max()), size);
    }

    /** Asks for what is missing until the side runs this release at size, or says what it is waiting for. */
    static void bringUp(Draft draft, Colour colour, SideReading side, Release release) {
        Deployment deployment = draft.deployment();
        boolean othersRun = side.targets().stream()
                .anyMatch(
                        target -> !target.release().equals(release.id()) && target.health() != Target.Health.DRAINING);
        if (othersRun) {
            if (side.capacity().desired() > 0) {
                draft.ask(new Effect.Resize(colour, side.capacity().asleep()));
            }
            draft.waitFor(colour.word() + " is being emptied of another release (" + states(side) + ")");
            return;
        }
        if (!side.release().equals(release.id()) || !side.capacity().equals(wanted(deployment))) {
            draft.ask(new Effect.Prepare(colour, release, wanted(deployment)));
        }
        long ready = side.ready(release);
        if (ready < deployment.size()) {
            draft.waitFor(
                    ready + " of " + deployment.size() + " targets of " + colour.word() + " are healthy with release "
                            + release + (side.targets().isEmpty() ? "" : " (" + states(side) + ")"));
        }
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

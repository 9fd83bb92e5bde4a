package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ROLLING_BACK: the same machine the other way, everything at once. An old side that lost capacity grows again first; it is never
 * emptied and never given another release, whatever its instances are tagged with.
 */
final class Rollback {
    private Rollback() {}

    static void think(Draft draft) {
        Deployment deployment = draft.deployment();
        Order order = deployment.order();
        TrafficSplit home = TrafficSplit.allOn(order.from());
        if (!deployment.traffic().moved()) {
            if (draft.seen.rules().isEmpty()) {
                draft.waitFor("the rules could not be read");
                return;
            }
            draft.enter(
                    Phase.RETIRING,
                    "no traffic had moved; " + order.to().word() + " is being scaled down: " + deployment.failure());
            return;
        }
        if (haltedForWantOfAnySide(draft)) {
            return;
        }
        if (Weights.haveLanded(draft, home, Urgency.ROLLBACK, () -> oldSideCanTakeAll(draft)) && oldSideServes(draft)) {
            draft.enter(
                    Phase.KEEPING,
                    "all traffic is back on " + order.from().word() + "; "
                            + order.to().word() + " is kept for inspection for "
                            + Durations.format(deployment.settings().timing().keepWindow()) + ": "
                            + deployment.failure());
        }
    }

    /** Asked at every look, also when the weights are back already: sides that share a database turn sick one shortly after the other. */
    private static boolean haltedForWantOfAnySide(Draft draft) {
        Deployment deployment = draft.deployment();
        Order order = deployment.order();
        Optional<SideReading> old = draft.seen.side(order.from());
        Optional<SideReading> fresh = draft.seen.side(order.to());
        boolean nobodyLeft = old.isPresent()
                && fresh.isPresent()
                && old.get().healthy() == 0
                && fresh.get().healthy() == 0
                && !isComingUp(old.get(), deployment.oldSize());
        if (nobodyLeft) {
            String adopt = deployment.adoptableShare() > 0
                    ? " or adopt to stay on " + order.to().word()
                    : "";
            draft.halt(
                    Halt.Cause.BOTH_SIDES_UNHEALTHY,
                    Set.of(),
                    "neither side has a healthy target: traffic stays where it is until you have mended one, then restore to go back to "
                            + order.from().word() + adopt);
        }
        return nobodyLeft;
    }

    /**
     * Traffic that has come back to nobody, or to a side that answers it badly, is no rollback to rest on; the weights have not waited for
     * this. Targets that cannot be read are no reason to go on waiting.
     */
    private static boolean oldSideServes(Draft draft) {
        Deployment deployment = draft.deployment();
        Colour from = deployment.order().from();
        if (draft.seen.side(from).filter(old -> old.healthy() == 0).isPresent()) {
            draft.waitFor("all traffic is back on " + from.word() + ", which has no healthy target");
        } else if (deployment.settings().propagationGate()) {
            Verdict answers = Guards.liveAnswers(deployment, draft.seen, from);
            draft.heard(List.of(answers));
            if (!answers.isPass()) {
                draft.waitFor("all traffic is back on " + from.word() + ", and " + answers.reason());
            }
        }
        return !draft.isWaiting();
    }

    private static boolean oldSideCanTakeAll(Draft draft) {
        Deployment deployment = draft.deployment();
        Order order = deployment.order();
        // A version that cannot be read stops nobody from going back: both releases ran on the last one seen.
        Verdict schema = SchemaFit.back(deployment, draft.seen);
        if (schema.isFail()) {
            draft.halt(
                    Halt.Cause.SCHEMA_FORBIDS_ROLLBACK,
                    Set.of(),
                    schema.reason() + ". Bring the schema back and restore; or adopt, so that release "
                            + order.release() + " keeps all traffic, and deploy the repaired one over it");
            return false;
        }
        Optional<SideReading> old = draft.side(order.from());
        Optional<SideReading> fresh = draft.side(order.to());
        if (old.isEmpty()) {
            return false;
        }
        int size = deployment.oldSize();
        if (old.get().capacity().desired() < size) {
            draft.ask(new Effect.Resize(order.from(), Preparation.pinned(deployment, size)));
        }
        long healthy = old.get().healthy();
        boolean nothingElseServes = fresh.isPresent() && fresh.get().healthy() == 0;
        if (WayBack.isOpen(old.get(), deployment) || (healthy > 0 && nothingElseServes)) {
            return true;
        }
        draft.waitFor("the old side " + order.from().word() + " is being brought back: " + healthy + " of " + size
                + " targets are healthy, " + WayBack.enough(deployment) + " are needed");
        return false;
    }

    /** An old side that had been scaled down is not sick: it only has to start again. */
    private static boolean isComingUp(SideReading old, int size) {
        return old.capacity().desired() < size
                || old.targets().isEmpty()
                || old.targets().stream()
                        .anyMatch(target -> !target.inService() || target.health() == Target.Health.INITIAL);
    }
}

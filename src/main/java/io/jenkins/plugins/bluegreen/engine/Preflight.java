package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** PLANNED: nothing is touched before everything that the way forward and the way back rest on has been seen. */
final class Preflight {
    private Preflight() {}

    static void think(Draft draft) {
        Deployment deployment = draft.deployment();
        Optional<String> obstacle = obstacle(deployment, draft);
        if (obstacle.isPresent()) {
            draft.turnBack(obstacle.get());
            return;
        }
        Optional<SideReading> live = draft.side(deployment.order().from());
        Optional<SideReading> idle = draft.side(deployment.order().to());
        List<Verdict> verdicts =
                List.of(Guards.alarms(deployment, draft.seen), SchemaFit.forward(deployment, draft.seen));
        draft.heard(verdicts);
        if (draft.seen.rules().isEmpty() || draft.seen.facts().isEmpty()) {
            draft.waitFor("the load balancer could not be read");
        }
        verdicts.stream().filter(verdict -> !verdict.isPass()).forEach(verdict -> draft.waitFor(verdict.reason()));
        live.ifPresent(side -> requireLiveSide(draft, side));
        requireSilence(draft);
        if (!draft.isWaiting() && !draft.hasEntered() && idle.isPresent()) {
            draft.happen(new Event.SizeTaken(draft.now, live.orElseThrow().capacity()));
            draft.rememberSuspended(deployment.order().from());
            draft.rememberSuspended(deployment.order().to());
            draft.enter(
                    Phase.PREPARING,
                    "bringing release " + deployment.order().release() + " up on "
                            + deployment.order().to().word() + " beside "
                            + deployment.order().previous() + " on "
                            + deployment.order().from().word());
        }
    }

    /** What no waiting will mend. */
    private static Optional<String> obstacle(Deployment deployment, Draft draft) {
        Order order = deployment.order();
        TrafficSplit all = TrafficSplit.allOn(order.from());
        for (RuleReading reading : draft.seen.rules()) {
            if (!reading.split().equals(Optional.of(all))) {
                return Optional.of("rule " + reading.rule().arn() + " is at " + reading.raw() + ", not at " + all
                        + ": bring it there, or finish what is under way, then deploy again");
            }
        }
        if (draft.seen.facts().isPresent()) {
            RoutingFacts facts = draft.seen.facts().get();
            if (!facts.problem().isEmpty()) {
                return Optional.of(facts.problem());
            }
            if (facts.stickiness().compareTo(deployment.settings().timing().keepWindow()) > 0) {
                return Optional.of(
                        "stickiness of " + Durations.format(facts.stickiness())
                                + " is longer than the old side lives (keep window "
                                + Durations.format(
                                        deployment.settings().timing().keepWindow())
                                + "): users pinned to it would get 503, because stickiness outranks weights; make it shorter or the window longer");
            }
        }
        if (RollbackBound.isTooLong(deployment, draft.seen)) {
            return Optional.of(RollbackBound.tooLong(deployment, draft.seen));
        }
        return Stream.of(SchemaFit.forward(deployment, draft.seen), Guards.alarms(deployment, draft.seen))
                .filter(Verdict::isFail)
                .map(Verdict::reason)
                .findFirst();
    }

    private static void requireLiveSide(Draft draft, SideReading live) {
        Order order = draft.deployment().order();
        if (live.capacity().desired() == 0) {
            String how = live.neverReleased()
                    ? " has never had a release: `bluegreen start "
                            + order.environment().name() + " --release <release>` brings the first one up"
                    : " has no instances: start the environment first";
            draft.waitFor("the live side " + order.from().word() + how);
        } else if (live.healthy() < live.capacity().desired()) {
            draft.waitFor(live.healthy() + " of " + live.capacity().desired() + " instances of the live side "
                    + order.from().word() + " are healthy");
        }
    }

    private static void requireSilence(Draft draft) {
        Deployment deployment = draft.deployment();
        if (!deployment.settings().propagationGate()) {
            return;
        }
        PropagationGate.Landing silence = PropagationGate.judge(
                draft.seen.probes(),
                deployment.since(),
                Set.of(),
                TrafficSplit.allOn(deployment.order().from()),
                1,
                deployment.settings().thresholds());
        if (silence.hopeless()) {
            draft.turnBack(silence.reason());
        } else if (!silence.landed()) {
            draft.waitFor(silence.reason());
        }
    }
}

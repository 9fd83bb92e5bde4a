package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Step;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SHIFTING and BAKING: the new side gets its share step by step, under guards, with the way back open all the time. */
final class Shift {
    private Shift() {}

    static void think(Draft draft) {
        if (guardsSayNo(draft)) {
            return;
        }
        Deployment deployment = draft.deployment();
        if (isNothingAsked(deployment) && !Preparation.areSidesEven(draft)) {
            return;
        }
        Step step = deployment.currentStep();
        TrafficSplit target = TrafficSplit.share(deployment.order().to(), step.percent());
        if (!Weights.haveLanded(draft, target, Urgency.ORDINARY, () -> maySendMore(draft, step))) {
            return;
        }
        if (draft.deployment().stepLanded().isEmpty()) {
            // The share was in place before this step asked for it (an adopted value): it holds from now.
            draft.happen(new Event.WeightsSettled(draft.now, Duration.ZERO, "it was in place already"));
        }
        if (step.percent() == 100) {
            draft.enter(
                    Phase.BAKING,
                    "all traffic is on " + deployment.order().to().word() + ", watching it for "
                            + Durations.format(step.hold()));
            return;
        }
        hold(draft, step);
    }

    /** As long as the new side was not to have anything, it may still be made as large as the old one has become. */
    static boolean isNothingAsked(Deployment deployment) {
        return deployment.traffic().asked().on(deployment.order().to()) == 0;
    }

    private static void hold(Draft draft, Step step) {
        Deployment deployment = draft.deployment();
        Instant held = deployment.stepLanded().orElseThrow().plus(step.hold());
        if (draft.now.isBefore(held)) {
            draft.waitFor("holding at " + step.percent() + "% for " + left(draft.now, held));
        } else if (deployment.isLastStep()) {
            draft.waitFor("holding at " + step.percent() + "% until somebody decides to go on or back");
        } else if (haveSeenEnough(draft)) {
            draft.happen(new Event.StepPassed(draft.now, deployment.step() + 1));
        }
    }

    static void thinkBaking(Draft draft) {
        if (guardsSayNo(draft)) {
            return;
        }
        Deployment deployment = draft.deployment();
        TrafficSplit all = TrafficSplit.allOn(deployment.order().to());
        if (!Weights.haveLanded(draft, all, Urgency.ORDINARY, () -> maySendMore(draft, deployment.currentStep()))) {
            return;
        }
        Instant baked = draft.deployment()
                .stepLanded()
                .orElse(deployment.since())
                .plus(deployment.currentStep().hold());
        if (draft.now.isBefore(baked)) {
            draft.waitFor("watching " + deployment.order().to().word() + " for " + left(draft.now, baked));
        } else if (haveSeenEnough(draft)) {
            draft.enter(
                    Phase.KEEPING,
                    "release " + deployment.order().release() + " takes all traffic; "
                            + deployment.order().from().word() + " stays rollback-ready for "
                            + Durations.format(deployment.settings().timing().keepWindow()));
        }
    }

    /** The probe interval, or less when the hold is over before. */
    static Duration nextLook(Draft draft) {
        Deployment deployment = draft.deployment();
        Duration interval = deployment.settings().timing().probeInterval();
        return deployment
                .stepLanded()
                .map(landed -> Duration.between(
                        draft.now, landed.plus(deployment.currentStep().hold())))
                .filter(left -> !left.isNegative() && !left.isZero() && left.compareTo(interval) < 0)
                .orElse(interval);
    }

    private static boolean guardsSayNo(Draft draft) {
        List<Verdict> verdicts = Guards.judge(draft.deployment(), draft.seen);
        draft.heard(verdicts);
        Optional<Verdict> no = verdicts.stream().filter(Verdict::isFail).findFirst();
        no.ifPresent(verdict -> draft.turnBack(verdict.guard() + ": " + verdict.reason()));
        return no.isPresent();
    }

    /** No step counts as held on silence: every guard but the comparison, which low traffic may never feed, must have said yes. */
    private static boolean haveSeenEnough(Draft draft) {
        Guards.judge(draft.deployment(), draft.seen).stream()
                .filter(verdict -> !verdict.isPass() && !verdict.guard().equals("comparison"))
                .forEach(verdict -> draft.waitFor(verdict.reason()));
        return !draft.isWaiting();
    }

    private static boolean maySendMore(Draft draft, Step step) {
        Deployment deployment = draft.deployment();
        Colour to = deployment.order().to();
        draft.side(to).map(side -> side.ready(deployment.order().release())).ifPresent(ready -> {
            long needed = Guards.neededTargets(deployment, step.percent());
            if (ready < needed) {
                draft.waitFor(ready + " of the " + needed + " targets that " + step.percent() + "% need are ready on "
                        + to.word());
            }
        });
        requireWayBack(draft);
        return !draft.isWaiting();
    }

    private static void requireWayBack(Draft draft) {
        Deployment deployment = draft.deployment();
        Verdict schema = SchemaFit.forward(deployment, draft.seen);
        if (!schema.isPass()) {
            draft.waitFor(schema.reason());
            return;
        }
        Colour from = deployment.order().from();
        Optional<SideReading> old = draft.side(from);
        if (old.isEmpty()) {
            return;
        }
        if (!WayBack.isWhole(old.get(), deployment)) {
            draft.waitFor("the old side " + from.word() + " could not take everything back: "
                    + old.get().healthy() + " of " + deployment.oldSize() + " targets are healthy");
            return;
        }
        if (draft.seen.facts().isEmpty()) {
            draft.waitFor("the load balancer's settings could not be read");
        }
        if (RollbackBound.isTooLong(deployment, draft.seen)) {
            draft.waitFor(RollbackBound.tooLong(deployment, draft.seen));
        }
    }

    private static String left(Instant now, Instant until) {
        Duration left = Duration.between(now, until);
        return Durations.format(Duration.ofSeconds(Math.max(1, left.toSeconds()))) + " more";
    }
}

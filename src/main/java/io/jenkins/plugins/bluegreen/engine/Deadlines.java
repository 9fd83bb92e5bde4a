package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Timing;
import io.jenkins.plugins.bluegreen.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What happens when "not yet" has been said for too long. Before traffic is safely back, the way out is back to the old side; where
 * neither way is safe, a person is called. The sentence always ends with the last reason for waiting.
 *
 * <p>A right that is missing does not come by waiting, so a release that is being prepared is not kept until its deadline for want of one. Once
 * traffic may have moved, and above all on the way back, nobody gives up a minute early.
 */
final class Deadlines {
    /** A new right of IAM holds within seconds everywhere, and a call in between may still be denied. */
    private static final Duration DENIED = Duration.ofSeconds(30);

    private Deadlines() {}

    static void enforce(Draft draft) {
        Deployment deployment = draft.deployment();
        Timing timing = deployment.settings().timing();
        switch (deployment.phase()) {
            case PLANNED, PREPARING -> {
                if (isDenied(draft)) {
                    draft.turnBack("calls have been denied for " + Durations.format(DENIED)
                            + ", which no waiting will mend: " + draft.waitingFor());
                } else {
                    turnBackAfter(draft, deployment.since(), timing.prepareDeadline());
                }
            }
            case VERIFYING -> turnBackAfter(draft, deployment.since(), timing.verifyDeadline());
            case VERIFIED -> turnBackAfter(draft, deployment.since(), timing.approvalExpiry());
            case SHIFTING, BAKING -> turnBackAfter(draft, beginOfWait(deployment), waitAllowed(deployment, timing));
            case ROLLING_BACK ->
                haltAfter(
                        draft,
                        deployment.since(),
                        timing.rollbackDeadline(),
                        deployment.isBack() ? ", or adopt to leave it as it is" : "");
            case KEEPING -> haltAfter(draft, deployment.since().plus(timing.keepWindow()), timing.retireDeadline(), "");
            case DRAINING, RETIRING -> haltAfter(draft, deployment.since(), timing.retireDeadline(), "");
            default -> {
                // The others do not wait.
            }
        }
    }

    private static boolean isDenied(Draft draft) {
        return draft.seen
                .deniedSince()
                .filter(since -> !draft.now.isBefore(since.plus(DENIED)))
                .isPresent();
    }

    /** A step's time begins when the one before has held, and again when its own share has landed and held. */
    private static Instant beginOfWait(Deployment deployment) {
        if (deployment.stepLanded().isPresent()) {
            return deployment.stepLanded().get().plus(deployment.currentStep().hold());
        }
        if (deployment.traffic().stage() == Traffic.Stage.SETTLED && deployment.step() > 0) {
            Duration held = deployment.plan().steps().get(deployment.step() - 1).hold();
            return later(deployment.since(), deployment.traffic().since().plus(held));
        }
        return later(deployment.since(), deployment.traffic().since());
    }

    private static Duration waitAllowed(Deployment deployment, Timing timing) {
        if (Shift.isNothingAsked(deployment)) {
            // The new side may have to grow to what the live one has become meanwhile.
            return timing.prepareDeadline();
        }
        boolean holdsForPerson = deployment.stepLanded().isPresent()
                && deployment.isLastStep()
                && deployment.currentStep().percent() < 100;
        return holdsForPerson ? timing.approvalExpiry() : timing.shiftDeadline();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void turnBackAfter(Draft draft, Instant begin, Duration allowed) {
        if (!draft.now.isBefore(begin.plus(allowed))) {
            draft.turnBack("gave up " + draft.deployment().phase().words() + " after " + Durations.format(allowed)
                    + ": " + draft.waitingFor());
        }
    }

    private static void haltAfter(Draft draft, Instant begin, Duration allowed, String otherwise) {
        if (!draft.now.isBefore(begin.plus(allowed))) {
            draft.halt(
                    Halt.Cause.DEADLINE,
                    Set.of(),
                    draft.deployment().phase().words() + " has not finished after " + Durations.format(allowed) + ": "
                            + draft.waitingFor() + ". Mend that, then restore to go on" + otherwise);
        }
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Approval;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Sums a deployment up from its journal. Pure. */
public final class Receipts {
    private Receipts() {}

    /**
     * The receipt as it stands.
     *
     * @param stored the deployment with its journal
     * @param sinceSaved what has been counted since the last event; {@link Tally#NONE} if that is not known here
     * @param now for the phase that is still going on
     */
    public static Receipt of(Stored stored, Tally sinceSaved, Instant now) {
        Deployment deployment = stored.deployment();
        Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
        Phase phase = Phase.PLANNED;
        Instant entered = stored.order().at();
        Instant turned = null;
        Instant home = null;
        Instant arrived = null;
        Deployment state = Deployment.planned(stored.order());
        for (Event event : stored.journal()) {
            state = event.applyTo(state);
            if (event instanceof Event.TurnedBack) {
                turned = turned == null ? event.at() : turned;
            }
            if (event instanceof Event.TurnedForward) {
                turned = null;
            }
            if (state.phase() != phase) {
                phases.merge(phase, Duration.between(entered, event.at()), Duration::plus);
                phase = state.phase();
                entered = event.at();
            }
            if (event instanceof Event.PhaseEntered && phase == Phase.KEEPING) {
                if (state.heading() == Heading.FORWARD) {
                    arrived = arrived == null ? event.at() : arrived;
                } else {
                    home = home == null ? event.at() : home;
                }
            }
            if (phase == Phase.ROLLED_BACK && home == null) {
                home = event.at();
            }
        }
        if (!phase.isTerminal()) {
            phases.merge(phase, Duration.between(entered, now), Duration::plus);
        }
        Instant done = home != null ? home : turned == null ? arrived : null;
        return new Receipt(
                deployment.id(),
                deployment.order().environment().name(),
                deployment.order().release().id(),
                deployment.order().previous().id(),
                outcome(deployment),
                deployment.order().by(),
                deployment.order().at(),
                done,
                arrived == null
                        ? Duration.ZERO
                        : Duration.between(deployment.order().at(), arrived),
                turned == null || home == null ? Duration.ZERO : Duration.between(turned, home),
                deployment.traffic().lags(),
                deployment.tally().plus(sinceSaved),
                phases,
                deployment.failure().isEmpty() ? deployment.reason() : deployment.failure(),
                deployment.approval().map(Approval::by).orElse(""),
                secondSide(stored, deployment, now));
    }

    /** From the order to prepare the second side until it, or the one it replaced, is gone. */
    private static SecondSide secondSide(Stored stored, Deployment deployment, Instant now) {
        Instant end = entered(stored, Phase::isTerminal).orElse(now);
        long seconds = entered(stored, phase -> phase == Phase.PREPARING)
                .map(begin -> Math.max(0, Duration.between(begin, end).toSeconds()))
                .orElse(0L);
        return new SecondSide(
                seconds * deployment.newSize(),
                deployment.newSize(),
                deployment.settings().instancePrice());
    }

    private static Optional<Instant> entered(Stored stored, Predicate<Phase> which) {
        return stored.journal().stream()
                .filter(Event.PhaseEntered.class::isInstance)
                .map(Event.PhaseEntered.class::cast)
                .filter(event -> which.test(event.phase()))
                .map(Event.PhaseEntered::at)
                .findFirst();
    }

    /** The word for how it stands: done for its caller counts, whatever remains in the background. */
    public static String outcome(Deployment deployment) {
        if (deployment.phase() == Phase.HALTED) {
            return "HALTED";
        }
        if (!deployment.isDoneForCaller()) {
            return "RUNNING";
        }
        return deployment.heading() == Heading.FORWARD ? "SUCCEEDED" : "ROLLED_BACK";
    }
}

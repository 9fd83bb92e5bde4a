package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Durations;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.RoutingFacts;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Timing;
import java.time.Duration;
import java.util.Optional;

/** The longest time a rollback could take now, from the decision until it is seen in live traffic. Pure. */
public final class RollbackBound {
    /** One reading and one write that AWS answers only at the second attempt (client settings: 5 s per attempt). */
    private static final Duration SLOW_CALLS = Duration.ofSeconds(10);

    /** Propagation to expect before any was measured: ten times what users report as usual for an ALB. */
    static final Duration UNMEASURED_LAG = Duration.ofSeconds(30);

    private RollbackBound() {}

    /** What a look at the world takes beside the pause between two, or an ordinary call. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * The bound, in whole seconds rounded up. Includes the time for which users stay pinned to a side, and bringing the old side up if it
     * is not there.
     */
    public static Duration of(Deployment deployment, Observation seen) {
        Timing timing = deployment.settings().timing();
        Thresholds thresholds = deployment.settings().thresholds();
        int rules = deployment.order().environment().rules().size();
        Duration calls = SLOW_CALLS.plus(LOOK.multipliedBy(2L * rules));
        int rounds = 2 + Math.max(thresholds.silentProbes(), PropagationGate.LONG_RUN) / thresholds.probesPerNode();
        Duration watching = timing.probeInterval().plus(LOOK).multipliedBy(rounds);
        Duration bound = timing.probeInterval()
                .plus(calls)
                .plus(expectedLag(deployment))
                .plus(timing.settleFloor())
                .plus(watching)
                .plus(stickiness(seen));
        return roundUp(isOpen(deployment, seen) ? bound : bound.plus(timing.prepareDeadline()));
    }

    /** The propagation to reckon with: a quarter more than the longest measured in this deployment, or what is usual. */
    static Duration expectedLag(Deployment deployment) {
        Duration measured = deployment.traffic().longestLag().multipliedBy(5).dividedBy(4);
        return measured.compareTo(UNMEASURED_LAG) > 0 ? measured : UNMEASURED_LAG;
    }

    static boolean isTooLong(Deployment deployment, Observation seen) {
        return of(deployment, seen).compareTo(deployment.settings().thresholds().rollbackLimit()) > 0;
    }

    /** The sentence for a bound beyond the limit. */
    static String tooLong(Deployment deployment, Observation seen) {
        Duration sticky = stickiness(seen);
        return "a rollback could take " + Durations.format(of(deployment, seen)) + ", more than the limit of "
                + Durations.format(deployment.settings().thresholds().rollbackLimit())
                + (sticky.isZero() ? "" : ", with the stickiness of " + Durations.format(sticky))
                + ": make it shorter, or raise rollbackLimit";
    }

    /** Weights do not move users who are pinned to a side. */
    private static Duration stickiness(Observation seen) {
        return seen.facts().map(RoutingFacts::stickiness).orElse(Duration.ZERO);
    }

    /** As long as no traffic has moved there is nothing to bring back. */
    private static boolean isOpen(Deployment deployment, Observation seen) {
        Optional<SideReading> old = seen.side(deployment.order().from());
        return !deployment.traffic().moved() || old.isPresent() && WayBack.isOpen(old.get(), deployment);
    }

    private static Duration roundUp(Duration exact) {
        return Duration.ofSeconds(exact.toMillis() / 1000 + (exact.toMillis() % 1000 == 0 ? 0 : 1));
    }
}

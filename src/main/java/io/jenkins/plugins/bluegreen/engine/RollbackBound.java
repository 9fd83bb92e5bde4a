package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.Timing;
import java.time.Duration;
import java.util.Optional;

/** The longest time a rollback could take now, from the decision until it is seen in live traffic. Pure. */
public final class RollbackBound {
    /** Longest a single call to AWS may take with one retry (client settings: 5 s per attempt). */
    private static final Duration CALL = Duration.ofSeconds(5);

    /** Propagation to expect before any was measured: ten times what users report as usual for an ALB. */
    static final Duration UNMEASURED_LAG = Duration.ofSeconds(30);

    private RollbackBound() {}

    /** The bound, in whole seconds rounded up; includes bringing the old side up if it is not there. */
    public static Duration of(Deployment deployment, Observation seen) {
        Timing timing = deployment.settings().timing();
        Thresholds thresholds = deployment.settings().thresholds();
        Duration calls =
                CALL.multipliedBy(2L * deployment.order().environment().rules().size());
        int rounds = 2 + Math.max(thresholds.silentProbes(), PropagationGate.LONG_RUN) / thresholds.probesPerNode();
        Duration watching = timing.probeInterval().multipliedBy(rounds);
        Duration bound = timing.probeInterval()
                .plus(calls)
                .plus(expectedLag(deployment))
                .plus(timing.settleFloor())
                .plus(watching);
        return roundUp(isOldSideReady(deployment, seen) ? bound : bound.plus(timing.prepareDeadline()));
    }

    /** The propagation to reckon with: a quarter more than the longest measured in this deployment, or what is usual. */
    static Duration expectedLag(Deployment deployment) {
        Duration measured = deployment.traffic().longestLag().multipliedBy(5).dividedBy(4);
        return measured.compareTo(UNMEASURED_LAG) > 0 ? measured : UNMEASURED_LAG;
    }

    /** Whether the old side could take everything now. */
    static boolean isOldSideReady(Deployment deployment, Observation seen) {
        Optional<SideReading> old = seen.side(deployment.order().from());
        return old.isPresent() && old.get().healthy() >= deployment.size();
    }

    private static Duration roundUp(Duration exact) {
        return Duration.ofSeconds(exact.toMillis() / 1000 + (exact.toMillis() % 1000 == 0 ? 0 : 1));
    }
}

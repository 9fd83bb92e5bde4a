package io.jenkins.plugins.bluegreen.engine;

import static io.jenkins.plugins.bluegreen.model.Phase.BAKING;
import static io.jenkins.plugins.bluegreen.model.Phase.DRAINING;
import static io.jenkins.plugins.bluegreen.model.Phase.HALTED;
import static io.jenkins.plugins.bluegreen.model.Phase.KEEPING;
import static io.jenkins.plugins.bluegreen.model.Phase.PLANNED;
import static io.jenkins.plugins.bluegreen.model.Phase.PREPARING;
import static io.jenkins.plugins.bluegreen.model.Phase.RETIRING;
import static io.jenkins.plugins.bluegreen.model.Phase.ROLLED_BACK;
import static io.jenkins.plugins.bluegreen.model.Phase.ROLLING_BACK;
import static io.jenkins.plugins.bluegreen.model.Phase.SHIFTING;
import static io.jenkins.plugins.bluegreen.model.Phase.SUCCEEDED;
import static io.jenkins.plugins.bluegreen.model.Phase.VERIFIED;
import static io.jenkins.plugins.bluegreen.model.Phase.VERIFYING;

import io.jenkins.plugins.bluegreen.model.Phase;
import java.util.Map;
import java.util.Set;

/** Which phase may follow which. Anything else is a bug. */
public final class Transitions {
    private static final Map<Phase, Set<Phase>> TABLE = Map.ofEntries(
            Map.entry(PLANNED, Set.of(PREPARING, ROLLED_BACK)),
            Map.entry(PREPARING, Set.of(VERIFYING, ROLLING_BACK, HALTED)),
            Map.entry(VERIFYING, Set.of(VERIFIED, ROLLING_BACK, HALTED)),
            Map.entry(VERIFIED, Set.of(SHIFTING, ROLLING_BACK, HALTED)),
            Map.entry(SHIFTING, Set.of(SHIFTING, BAKING, ROLLING_BACK, HALTED)),
            Map.entry(BAKING, Set.of(KEEPING, ROLLING_BACK, HALTED)),
            Map.entry(KEEPING, Set.of(DRAINING, ROLLING_BACK, HALTED)),
            Map.entry(DRAINING, Set.of(RETIRING, ROLLING_BACK, HALTED)),
            Map.entry(RETIRING, Set.of(SUCCEEDED, ROLLED_BACK, ROLLING_BACK, HALTED)),
            Map.entry(ROLLING_BACK, Set.of(KEEPING, RETIRING, HALTED)),
            Map.entry(
                    HALTED,
                    Set.of(
                            PREPARING,
                            VERIFYING,
                            VERIFIED,
                            SHIFTING,
                            BAKING,
                            KEEPING,
                            DRAINING,
                            RETIRING,
                            ROLLING_BACK)),
            Map.entry(SUCCEEDED, Set.of()),
            Map.entry(ROLLED_BACK, Set.of()));

    private Transitions() {}

    /** The phases that may follow. */
    public static Set<Phase> from(Phase phase) {
        return TABLE.get(phase);
    }

    static void check(Phase from, Phase to) {
        if (!TABLE.get(from).contains(to)) {
            throw new IllegalTransitionException(from, to);
        }
    }
}

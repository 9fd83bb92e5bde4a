package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Traffic;
import java.time.Duration;

/**
 * How fresh each part of an observation must be in a phase, so that a deployment costs few calls: ELB gives an account 10 describes a
 * second for everything. A negative age means the part is not needed. Pure.
 *
 * @param rules oldest reading of the weights that will do
 * @param newSide oldest reading of the new side that will do: mostly its targets decide what comes next
 * @param oldSide oldest reading of the old side that will do
 * @param alarms oldest reading of the alarms that will do
 * @param facts oldest reading of the load balancer's settings that will do
 * @param schema oldest reading of the schema version that will do
 * @param meter oldest reading of the load balancer's own counts that will do
 * @param livePerNode probes of live traffic for each node in a round
 * @param previewPerNode probes of the new side for each node in a round
 * @param validate whether the new side's validation is asked for
 */
record Looks(
        Duration rules,
        Duration newSide,
        Duration oldSide,
        Duration alarms,
        Duration facts,
        Duration schema,
        Duration meter,
        int livePerNode,
        int previewPerNode,
        boolean validate) {
    private static final Duration NOT = Duration.ofSeconds(-1);
    private static final Duration NOW = Duration.ZERO;
    private static final Duration OFTEN = Duration.ofSeconds(2);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(7);
    private static final Duration SELDOM = Duration.ofSeconds(15);
    private static final Duration ONCE = Duration.ofMinutes(10);

    /** Whoever has waited so many times as long loses nothing by waiting once more: a 20th is found out too late at most. */
    private static final int PATIENCE = 20;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** @param inPhase for how long the deployment has been in its phase */
    static Looks of(Deployment deployment, Duration inPhase) {
        int burst = deployment.settings().thresholds().probesPerNode();
        boolean hasPreview = !deployment.order().environment().previewHeader().isEmpty();
        Traffic.Stage stage = deployment.traffic().stage();
        boolean moving = stage != Traffic.Stage.SETTLED;
        // Probes tell of a write only once it has been read back: before that they would only delay it.
        int landing = stage == Traffic.Stage.READ_BACK ? burst : 0;
        if (moving && isStill(deployment)) {
            return new Looks(NOW, NOW, NOW, NOT, ONCE, NOT, NOT, landing, 0, false);
        }
        return switch (deployment.phase()) {
            case PLANNED -> {
                // Silence on every node is all that a deployment usually waits for here, so it is asked for at once.
                int silence = Math.max(burst, deployment.settings().thresholds().silentProbes());
                yield new Looks(OFTEN, OFTEN, OFTEN, CALM, OFTEN, CALM, NOT, silence, 0, false);
            }
            case PREPARING -> new Looks(CALM, patient(inPhase), SELDOM, NOT, NOT, NOT, NOT, 0, 0, false);
            case VERIFYING ->
                new Looks(CALM, OFTEN, CALM, CALM, ONCE, CALM, NOT, 0, hasPreview ? burst : 0, hasPreview);
            case VERIFIED -> new Looks(CALM, CALM, CALM, CALM, ONCE, CALM, NOT, 0, 0, false);
            case SHIFTING, BAKING -> {
                boolean writes = stage == Traffic.Stage.ASKED
                        || !moving && deployment.stepLanded().isEmpty();
                int watching = moving ? burst : Math.max(1, burst / 5);
                yield new Looks(
                        stage == Traffic.Stage.ASKED ? NOW : moving ? OFTEN : CALM,
                        writes ? NOW : STEADY,
                        writes ? NOW : SELDOM,
                        SELDOM,
                        ONCE,
                        SELDOM,
                        NOT,
                        watching,
                        hasPreview ? 1 : 0,
                        false);
            }
            case ROLLING_BACK -> {
                // Back already, and not well: what the old side answers decides.
                int watching = deployment.isBack() ? Math.max(1, burst / 5) : landing;
                yield new Looks(NOW, OFTEN, OFTEN, NOT, ONCE, CALM, NOT, watching, 0, false);
            }
            case KEEPING -> new Looks(CALM, SELDOM, SELDOM, NOT, ONCE, NOT, NOT, 0, 0, false);
            case DRAINING -> new Looks(CALM, SELDOM, SELDOM, NOT, ONCE, NOT, SELDOM, burst, 0, false);
            case RETIRING -> new Looks(NOW, CALM, CALM, NOT, NOT, NOT, NOT, 0, 0, false);
            default -> new Looks(NOT, NOT, NOT, NOT, NOT, NOT, NOT, 0, 0, false);
        };
    }

    /** No write follows once every rule reads back as asked, so neither side has to be seen in the same tick. */
    Looks withoutWrite() {
        return new Looks(
                rules,
                newSide.equals(NOW) ? CALM : newSide,
                oldSide.equals(NOW) ? CALM : oldSide,
                alarms,
                facts,
                schema,
                meter,
                livePerNode,
                previewPerNode,
                validate);
    }

    /** Oldest reading of this side that will do. */
    Duration side(Colour colour, Deployment deployment) {
        return colour == deployment.order().to() ? newSide : oldSide;
    }

    /** The longer it takes anyway, the less often it is asked. */
    private static Duration patient(Duration inPhase) {
        Duration part = inPhase.dividedBy(PATIENCE);
        if (part.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return part.compareTo(CALM) < 0 ? part : CALM;
    }

    /** In these phases weights only move to be put back. */
    private static boolean isStill(Deployment deployment) {
        return switch (deployment.phase()) {
            case PREPARING, VERIFYING, VERIFIED, KEEPING, DRAINING, RETIRING -> true;
            default -> false;
        };
    }

    /** Whether a reading of this age must be taken again. */
    static boolean isDue(Duration allowed, Duration age) {
        return !allowed.isNegative() && age.compareTo(allowed) >= 0;
    }
}

package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Traffic;
import java.time.Duration;

/**
 * How fresh each part of an observation must be in a phase, so that a deployment costs few calls: ELB gives an account 10 describes a
 * second for everything. A negative age means the part is not needed. Pure.
 *
 * @param rules oldest reading of the weights that will do
 * @param sides oldest reading of both sides that will do
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
        Duration sides,
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
    private static final Duration SELDOM = Duration.ofSeconds(15);
    private static final Duration ONCE = Duration.ofMinutes(10);

    static Looks of(Deployment deployment) {
        int burst = deployment.settings().thresholds().probesPerNode();
        boolean hasPreview = !deployment.order().environment().previewHeader().isEmpty();
        Traffic.Stage stage = deployment.traffic().stage();
        boolean moving = stage != Traffic.Stage.SETTLED;
        // Probes tell of a write only once it has been read back: before that they would only delay it.
        int landing = stage == Traffic.Stage.READ_BACK ? burst : 0;
        if (moving && isStill(deployment)) {
            return new Looks(NOW, NOW, NOT, ONCE, NOT, NOT, landing, 0, false);
        }
        return switch (deployment.phase()) {
            case PLANNED -> new Looks(OFTEN, OFTEN, CALM, OFTEN, CALM, NOT, burst, 0, false);
            case PREPARING -> new Looks(CALM, OFTEN, NOT, NOT, NOT, NOT, 0, 0, false);
            case VERIFYING -> new Looks(CALM, OFTEN, CALM, ONCE, CALM, NOT, 0, hasPreview ? burst : 0, hasPreview);
            case VERIFIED -> new Looks(CALM, CALM, CALM, ONCE, CALM, NOT, 0, 0, false);
            case SHIFTING, BAKING -> {
                boolean writes = stage == Traffic.Stage.ASKED
                        || !moving && deployment.stepLanded().isEmpty();
                int watching = moving ? burst : Math.max(1, burst / 5);
                yield new Looks(
                        moving ? NOW : CALM,
                        writes ? NOW : CALM,
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
                yield new Looks(NOW, OFTEN, NOT, ONCE, CALM, NOT, watching, 0, false);
            }
            case KEEPING -> new Looks(CALM, SELDOM, NOT, ONCE, NOT, NOT, 0, 0, false);
            case DRAINING -> new Looks(CALM, SELDOM, NOT, ONCE, NOT, SELDOM, burst, 0, false);
            case RETIRING -> new Looks(NOW, OFTEN, NOT, NOT, NOT, NOT, 0, 0, false);
            default -> new Looks(NOT, NOT, NOT, NOT, NOT, NOT, 0, 0, false);
        };
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

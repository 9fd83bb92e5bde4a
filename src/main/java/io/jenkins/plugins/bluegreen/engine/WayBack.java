package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.SideReading;

/**
 * Whether the old side could take everything. Asked strictly before more is sent forward, and with some patience before going back: a
 * release that is being taken back is worse than an old side that lacks one target. Pure.
 */
final class WayBack {
    /** One target in so many may be missing when traffic goes back; a single one never stops it. */
    private static final int ONE_IN = 4;

    private WayBack() {}

    /** All the targets it had are healthy: more may go forward. */
    static boolean isWhole(SideReading old, Deployment deployment) {
        return old.healthy() >= deployment.oldSize();
    }

    /** Enough of them are healthy to go back. */
    static boolean isOpen(SideReading old, Deployment deployment) {
        return old.healthy() >= enough(deployment);
    }

    /** The fewest healthy targets to which everything goes back while the new side still has some. */
    static int enough(Deployment deployment) {
        int size = deployment.oldSize();
        return Math.max(1, size - Math.max(1, size / ONE_IN));
    }
}

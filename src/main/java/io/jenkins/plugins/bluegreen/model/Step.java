package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;
import java.util.Objects;

/**
 * One step of a plan.
 *
 * @param percent share of all requests for the new side, 1-100
 * @param hold how long the share must hold under guards before the next step; the hold at 100 % is the bake
 */
public record Step(int percent, Duration hold) {
    public Step {
        Objects.requireNonNull(hold, "hold");
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("step of " + percent + "% is out of range: a share is 1 to 100 percent");
        }
        if (hold.isNegative()) {
            throw new IllegalArgumentException(
                    "step of " + percent + "% holds for " + hold + ": it may not be negative");
        }
    }

    @Override
    public String toString() {
        return percent + "%:" + Durations.format(hold);
    }
}

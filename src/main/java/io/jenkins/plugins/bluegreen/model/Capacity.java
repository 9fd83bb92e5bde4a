package io.jenkins.plugins.bluegreen.model;

/**
 * The three numbers of an Auto Scaling group, always changed in one call.
 *
 * @param min fewest instances
 * @param max most instances
 * @param desired instances wanted now, from min to max
 */
public record Capacity(int min, int max, int desired) {
    public Capacity {
        if (min < 0 || desired < min || max < desired) {
            throw new IllegalArgumentException("capacity min " + min + ", desired " + desired + ", max " + max
                    + " is out of order: 0 <= min <= desired <= max");
        }
    }

    /** Nothing running; the upper bound stays. */
    public Capacity asleep() {
        return new Capacity(0, max, 0);
    }

    /** The same size with scale-in impossible: min is raised to what is wanted. */
    public Capacity pinned() {
        return new Capacity(desired, max, desired);
    }

    @Override
    public String toString() {
        return desired + " (min " + min + ", max " + max + ")";
    }
}

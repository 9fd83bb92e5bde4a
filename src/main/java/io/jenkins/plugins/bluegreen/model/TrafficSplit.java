package io.jenkins.plugins.bluegreen.model;

/**
 * How the traffic is shared, in percent of all requests. Always sums to 100, and both sides stay in the action: a group named by a
 * rule is health-checked even at weight 0 (ALB guide, "Target health status").
 *
 * @param blue share of the blue side, 0-100
 * @param green share of the green side, 0-100
 */
public record TrafficSplit(int blue, int green) {
    public TrafficSplit {
        if (blue < 0 || green < 0 || blue + green != 100) {
            throw new IllegalArgumentException(
                    "traffic split " + blue + "/" + green + " is not two shares from 0 that sum to 100");
        }
    }

    /** Everything on one side. */
    public static TrafficSplit allOn(Colour side) {
        return share(side, 100);
    }

    /**
     * A share for one side, the rest for the other.
     *
     * @param percent 0-100
     */
    public static TrafficSplit share(Colour side, int percent) {
        return side == Colour.BLUE
                ? new TrafficSplit(percent, 100 - percent)
                : new TrafficSplit(100 - percent, percent);
    }

    /** The share of a side, in percent. */
    public int on(Colour side) {
        return side == Colour.BLUE ? blue : green;
    }

    /** {@code blue 90 / green 10}. */
    @Override
    public String toString() {
        return "blue " + blue + " / green " + green;
    }
}

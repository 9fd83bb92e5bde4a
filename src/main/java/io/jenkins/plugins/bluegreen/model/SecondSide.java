package io.jenkins.plugins.bluegreen.model;

/**
 * What the second side of a deployment cost: the price of releasing without downtime, and of being able to go back at once.
 *
 * @param instanceSeconds seconds that its instances ran, from the order to prepare it to the end of its retirement; all of them counted
 *     for the whole time, so it is the upper bound
 * @param instances how many there are at its full size
 * @param price what one of them costs
 */
public record SecondSide(long instanceSeconds, int instances, InstancePrice price) {
    private static final double SECONDS_AN_HOUR = 3600;

    /** No second side was ever brought up. */
    public static final SecondSide NONE = new SecondSide(0, 0, InstancePrice.UNKNOWN);

    /** Dollars so far; 0 where the price is not known. */
    public double dollars() {
        return instanceSeconds * price.dollarsAnHour() / SECONDS_AN_HOUR;
    }

    /** Dollars for each hour that the deployment keeps both sides: the insurance of a quick way back. 0 where the price is not known. */
    public double dollarsAnHour() {
        return instances * price.dollarsAnHour();
    }
}

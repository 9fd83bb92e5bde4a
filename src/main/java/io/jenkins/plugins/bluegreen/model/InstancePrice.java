package io.jenkins.plugins.bluegreen.model;

/**
 * What one instance costs while it runs.
 *
 * @param dollarsAnHour with its volume, 0 or more; 0 = not known
 * @param basis where the figure comes from, for people; empty where it is not known
 */
public record InstancePrice(double dollarsAnHour, String basis) {
    /** Nobody has said what an instance costs. */
    public static final InstancePrice UNKNOWN = new InstancePrice(0, "");

    public InstancePrice {
        basis = Text.orEmpty(basis);
        // Written so that NaN is refused too.
        if (!(dollarsAnHour >= 0 && dollarsAnHour < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "price of an instance is " + dollarsAnHour + " dollars an hour: it must be 0 or more");
        }
    }

    public boolean isKnown() {
        return dollarsAnHour > 0;
    }
}

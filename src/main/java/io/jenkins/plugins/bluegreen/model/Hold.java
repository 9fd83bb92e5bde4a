package io.jenkins.plugins.bluegreen.model;

/** How far a side is kept still while a deployment rests on it. */
public enum Hold {
    /** Nothing is suspended. */
    NONE,
    /** Some of what a deployment suspends is suspended, and some is not. */
    PARTLY,
    /** Nothing changes the side's size: no alarm, no schedule, no rebalancing of zones. Sick instances are still replaced. */
    SIZE,
    /** Nothing changes its instances either: a sick one stays, to be judged and looked at. For a side on trial. */
    INSTANCES;

    /** Whether nothing can change the side's size. */
    public boolean keepsSize() {
        return this == SIZE || this == INSTANCES;
    }
}

package io.jenkins.plugins.bluegreen.model;

import java.util.EnumSet;
import java.util.Set;

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

    private static final Set<Doing> RESIZING = Set.of(Doing.ALARMS, Doing.SCHEDULES, Doing.ZONES);

    /** How far a side is kept still of which these are suspended. */
    public static Hold of(Set<Doing> suspended) {
        if (suspended.isEmpty()) {
            return NONE;
        }
        if (!suspended.containsAll(RESIZING)) {
            return PARTLY;
        }
        return suspended.contains(Doing.REPLACEMENT) ? INSTANCES : SIZE;
    }

    /** What it suspends; nothing for {@link #PARTLY}, which is found and never asked for. */
    public Set<Doing> suspends() {
        return switch (this) {
            case NONE, PARTLY -> Set.of();
            case SIZE -> RESIZING;
            case INSTANCES -> EnumSet.allOf(Doing.class);
        };
    }

    /** What it suspends, with what is suspended anyway. */
    public Set<Doing> beside(Set<Doing> others) {
        Set<Doing> all = EnumSet.noneOf(Doing.class);
        all.addAll(suspends());
        all.addAll(others);
        return Set.copyOf(all);
    }

    /** Whether nothing can change the side's size. */
    public boolean keepsSize() {
        return this == SIZE || this == INSTANCES;
    }
}

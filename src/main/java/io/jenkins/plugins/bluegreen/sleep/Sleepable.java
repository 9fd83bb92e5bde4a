package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Environment;
import java.util.Objects;

/**
 * An environment with what else goes to sleep with it.
 *
 * @param environment its sides
 * @param database identifier of its database; empty if it has none, or one that stays awake
 * @param size what the live side wakes up to if nobody has remembered its size
 */
public record Sleepable(Environment environment, String database, Capacity size) {
    /** One instance, up to four. */
    public static final Capacity USUAL_SIZE = new Capacity(1, 4, 1);

    public Sleepable {
        Objects.requireNonNull(environment, "environment");
        database = database == null ? "" : database.strip();
        Objects.requireNonNull(size, "size");
        if (size.desired() < 1) {
            throw new IllegalArgumentException("size " + size + " of environment " + environment.name()
                    + " to wake up to has no instance: desired must be 1 or more");
        }
    }

    public String name() {
        return environment.name();
    }
}

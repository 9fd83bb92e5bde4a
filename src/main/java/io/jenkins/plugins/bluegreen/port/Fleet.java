package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SideReading;

/** The instances of an environment's two sides. Every change is idempotent and returns before it has taken full effect. */
public interface Fleet {
    /** Reads size, release, suspension and targets of a side; targets that a person set aside (standby) are no part of it. */
    SideReading read(Environment environment, Colour side, Urgency urgency);

    /**
     * New instances of the side get this release, and the side gets this size, in one update. Instances that run already are left as
     * they are: empty the side first if they run another release.
     */
    void prepare(Environment environment, Colour side, Release release, Capacity capacity);

    /** Changes the size of a side, all three numbers in one update. */
    void resize(Environment environment, Colour side, Capacity capacity);

    /**
     * Suspends what could change the side behind a deployment's back.
     *
     * @param hold {@link Hold#SIZE} or {@link Hold#INSTANCES}; what one of them suspends and the other does not is resumed
     */
    void hold(Environment environment, Colour side, Hold hold);

    /** Resumes what {@link #hold} suspended. */
    void release(Environment environment, Colour side);
}

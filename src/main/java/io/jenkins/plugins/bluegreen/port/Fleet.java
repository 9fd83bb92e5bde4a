package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SideReading;
import java.util.Set;

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

    /** Suspends these of the side's own doings, and resumes the others; what a deployment never suspends is left as it is. */
    void hold(Environment environment, Colour side, Set<Doing> suspended);

    /**
     * What else is under way that changes the side's instances.
     *
     * @return a sentence naming it, with what to do about it; empty if there is nothing
     */
    String otherWork(Environment environment, Colour side);
}

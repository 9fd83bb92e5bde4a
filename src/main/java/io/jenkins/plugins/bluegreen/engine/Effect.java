package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Urgency;
import java.util.Set;

/** Something the world should be. Asked for again as long as it is not observed, so a crash anywhere is repaired by the next tick. */
public sealed interface Effect {
    /** Every rule should have this split. */
    record SetWeights(TrafficSplit split, Urgency urgency) implements Effect {}

    /** New instances of the side should get this release, and it should have this size. */
    record Prepare(Colour side, Release release, Capacity capacity) implements Effect {}

    /** The side should have this size. */
    record Resize(Colour side, Capacity capacity) implements Effect {}

    /** These of the side's own doings should be suspended, and no others. */
    record Keep(Colour side, Set<Doing> suspended) implements Effect {}
}

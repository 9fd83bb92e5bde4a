package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Hold;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Urgency;

/** Something the world should be. Asked for again as long as it is not observed, so a crash anywhere is repaired by the next tick. */
public sealed interface Effect {
    /** Every rule should have this split. */
    record SetWeights(TrafficSplit split, Urgency urgency) implements Effect {}

    /** New instances of the side should get this release, and it should have this size. */
    record Prepare(Colour side, Release release, Capacity capacity) implements Effect {}

    /** The side should have this size. */
    record Resize(Colour side, Capacity capacity) implements Effect {}

    /** Nothing should be able to change the side's size, or even its instances, behind our back. */
    record Keep(Colour side, Hold hold) implements Effect {}

    /** What was suspended on the side should run again. */
    record Resume(Colour side) implements Effect {}
}

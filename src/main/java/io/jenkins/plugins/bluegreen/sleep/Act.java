package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;

/** One idempotent change or question. */
sealed interface Act {
    /** Writes down how big a side is when awake. */
    record Remember(Colour side, Capacity size) implements Act {}

    /** Forgets how big the sides are when awake. */
    record Forget() implements Act {}

    /** Writes down how far things are. */
    record Write(Mark.State state) implements Act {}

    record Resize(Colour side, Capacity size) implements Act {}

    /** Gives a side that never had one its first release, and its size. */
    record Release(Colour side, io.jenkins.plugins.bluegreen.model.Release first, Capacity size) implements Act {}

    record StopDatabase() implements Act {}

    record StartDatabase() implements Act {}

    /** Asks whether the environment serves its users well. */
    record Judge() implements Act {}
}

package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an environment looks like, as far as sleep goes.
 *
 * @param sides both sides
 * @param serving the sides that have weight in a rule
 * @param remembered sizes written down before the sides were put to sleep
 * @param mark how far things are; empty = nobody has ever put it to sleep
 * @param awakeUntil somebody wants it to be awake until then
 * @param database its database, if it has one that sleeps
 * @param judged the latest verdicts on how it serves its users; empty if nobody has asked yet
 */
record Sighting(
        Map<Colour, SideReading> sides,
        Set<Colour> serving,
        Map<Colour, Capacity> remembered,
        Optional<Mark> mark,
        Optional<Instant> awakeUntil,
        Optional<Database.Reading> database,
        List<Verdict> judged) {
    Sighting {
        sides = Map.copyOf(sides);
        serving = Set.copyOf(serving);
        remembered = Map.copyOf(remembered);
        judged = List.copyOf(judged);
    }

    boolean is(Mark.State state) {
        return mark.filter(m -> m.state() == state).isPresent();
    }

    /** No instance, and none wanted. */
    boolean isEmpty() {
        return sides.values().stream().allMatch(SideReading::isEmpty);
    }

    boolean isDatabase(Database.State state) {
        return database.filter(reading -> reading.state() == state).isPresent();
    }

    Sighting judged(List<Verdict> verdicts) {
        return new Sighting(sides, serving, remembered, mark, awakeUntil, database, verdicts);
    }
}

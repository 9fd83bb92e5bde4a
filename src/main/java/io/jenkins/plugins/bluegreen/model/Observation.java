package io.jenkins.plugins.bluegreen.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a controller saw when it looked. What could not be seen is absent, and the reason is among the problems; absence is never
 * taken for a good sign.
 *
 * @param rules the weights on every rule; empty list = not seen
 * @param sides both sides; a side not seen is missing
 * @param alarms states of the environment's alarms; empty = not seen (an environment without alarms gives a present, empty list)
 * @param facts settings of the load balancer
 * @param schema version of the database schema; empty = not seen (an environment without a database gives a present, empty number)
 * @param requests requests that the load balancer itself counted for each side in its last full minutes; a side without a count is missing
 * @param probes recent probes, oldest first
 * @param tally what has been counted since the last saved event
 * @param problems why something could not be seen, as sentences
 * @param deniedSince since when every look has met a call that the caller has no right to; empty = the last one met none
 */
public record Observation(
        List<RuleReading> rules,
        Map<Colour, SideReading> sides,
        Optional<List<AlarmReading>> alarms,
        Optional<RoutingFacts> facts,
        Optional<OptionalInt> schema,
        Map<Colour, Long> requests,
        List<Probe> probes,
        Tally tally,
        List<String> problems,
        Optional<Instant> deniedSince) {
    public Observation {
        rules = List.copyOf(rules);
        sides = Map.copyOf(sides);
        requests = Map.copyOf(requests);
        probes = List.copyOf(probes);
        problems = List.copyOf(problems);
    }

    public Optional<SideReading> side(Colour colour) {
        return Optional.ofNullable(sides.get(colour));
    }
}

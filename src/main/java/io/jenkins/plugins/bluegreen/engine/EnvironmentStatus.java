package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an environment looks like now.
 *
 * @param live the side that every rule gives everything to; empty while traffic is shared or rules differ
 * @param rules the weights on every rule
 * @param sides what could be read of both sides
 * @param problems why something could not be read
 */
public record EnvironmentStatus(
        Environment environment,
        Optional<Colour> live,
        List<RuleReading> rules,
        Map<Colour, SideReading> sides,
        List<String> problems) {}

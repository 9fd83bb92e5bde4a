package io.jenkins.plugins.bluegreen.model;

import java.util.Optional;

/**
 * What a rule's forward action said.
 *
 * @param rule which rule
 * @param split the weights as percentages; empty if the action is not a forward to exactly the two sides
 * @param raw the action as found, for people: {@code blue 90 / green 10}, {@code fixed-response 503}, {@code rule is gone}
 */
public record RuleReading(RuleRef rule, Optional<TrafficSplit> split, String raw) {}

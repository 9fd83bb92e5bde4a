package io.jenkins.plugins.bluegreen.cost;

/**
 * One line of a monthly bill.
 *
 * @param what what is paid for
 * @param dollars dollars a month
 */
public record CostLine(String what, double dollars) {}

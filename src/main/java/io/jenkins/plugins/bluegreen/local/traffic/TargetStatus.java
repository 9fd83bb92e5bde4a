package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * What is known of a target.
 *
 * @param id as registered
 * @param port as registered
 * @param state see {@link TargetState}
 * @param reason the reason code of {@code DescribeTargetHealth}, for instance {@code Target.ResponseCodeMismatch}; empty
 *     when healthy
 * @param description a sentence on the reason; empty when healthy
 * @param inFlight requests and upgraded connections that it is serving now
 */
public record TargetStatus(String id, int port, TargetState state, String reason, String description, int inFlight) {}

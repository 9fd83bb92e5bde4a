package io.jenkins.plugins.bluegreen.local.traffic;

/** The states of a target, as {@code DescribeTargetHealth} names them (in lower case there). */
public enum TargetState {
    /** Registered, and no check has passed yet. It takes no traffic, unless no target of its group is healthy. */
    INITIAL,
    /** It takes traffic. */
    HEALTHY,
    /** Too many checks failed in a row. It takes no traffic, unless no target of its group is healthy. */
    UNHEALTHY,
    /** No rule of any listener names its group, so it is neither checked nor used. */
    UNUSED,
    /** Deregistered: no new requests, those in flight may finish until the delay is over. */
    DRAINING
}

package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * A target group as one load balancer uses it.
 *
 * @param meter counts what its targets answer to this load balancer
 */
record Share(TargetGroup group, Meter meter) {}

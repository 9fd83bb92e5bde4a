/**
 * Faults and limits on request: throttling by AWS's published buckets, and calls that fail or time out before or after their effect.
 * Entry: {@link io.jenkins.plugins.bluegreen.local.fault.CallFaults}.
 */
package io.jenkins.plugins.bluegreen.local.fault;

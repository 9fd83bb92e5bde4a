/**
 * Probes: single HTTP/1.1 requests to a chosen load balancer node, each on a connection of its own. HTTP client libraries choose the node
 * themselves and reuse connections; a propagation gate can allow neither. {@link HttpProber} is the door.
 */
package io.jenkins.plugins.bluegreen.probe;

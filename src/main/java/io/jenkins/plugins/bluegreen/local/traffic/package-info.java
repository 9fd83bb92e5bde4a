/**
 * The data plane of the local cloud: a load balancer with real sockets that decides, forwards, checks health, drains and
 * fails as an AWS Application Load Balancer does. Entry class: {@link io.jenkins.plugins.bluegreen.local.traffic.DataPlane}.
 */
package io.jenkins.plugins.bluegreen.local.traffic;

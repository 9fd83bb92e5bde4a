/**
 * Instances as processes of this machine: user data run by bash in a directory of its own, one loopback port each, an instance
 * metadata service, and an end that leaves no orphan. Entry: {@link io.jenkins.plugins.bluegreen.local.compute.Compute}.
 */
package io.jenkins.plugins.bluegreen.local.compute;

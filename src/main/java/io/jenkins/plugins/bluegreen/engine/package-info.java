/**
 * Decides and drives deployments. {@code Machine.decide} is pure; {@code Driver} alone does I/O; {@code Engine} is the door.
 */
package io.jenkins.plugins.bluegreen.engine;

/**
 * What the engine needs from a world (AWS, the local cloud, a simulation): small interfaces in the words of the domain, without a type
 * of any SDK. {@link io.jenkins.plugins.bluegreen.port.World} holds those of one environment together. Every call may fail with a
 * {@link io.jenkins.plugins.bluegreen.port.WorldException}; every change is idempotent, so that it can be asked for again.
 */
package io.jenkins.plugins.bluegreen.port;

/**
 * Puts the product together: reads and validates settings once, chooses the world, builds the engine. Front doors start at
 * {@link io.jenkins.plugins.bluegreen.wiring.Configuration} and {@link io.jenkins.plugins.bluegreen.wiring.Installation}.
 */
package io.jenkins.plugins.bluegreen.wiring;

/**
 * What administrators configure, and what follows from it: permissions, the engine of this controller, its threads.
 */
package io.jenkins.plugins.bluegreen.jenkins.config;

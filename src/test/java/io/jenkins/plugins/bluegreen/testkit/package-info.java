/** Worlds for tests: virtual time, a simulated cloud with real behaviour, faults at every call. */
package io.jenkins.plugins.bluegreen.testkit;

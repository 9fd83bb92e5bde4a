/**
 * Blue-Green Deploy: releases a web application on AWS with zero downtime, proves it, and takes it back in seconds.
 *
 * <p>One engine, three front doors (Jenkins, command line, tests), two worlds behind one set of ports (AWS, local cloud).
 * {@code docs/architecture.md} says which package may know which; {@code ArchitectureTest} enforces it.
 */
package io.jenkins.plugins.bluegreen;

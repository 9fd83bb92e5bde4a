/** The parts of {@code make bench} that need the product's own classes; {@code bench/} starts each as a program of its own. */
package io.jenkins.plugins.bluegreen.bench;

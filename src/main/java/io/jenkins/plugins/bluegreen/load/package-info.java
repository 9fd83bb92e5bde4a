/**
 * A load client that knows nothing of deployments: it asks, notes what came back, and its log is what the receipts are checked against.
 * Needs the JDK only, and runs as a process of its own.
 */
package io.jenkins.plugins.bluegreen.load;

/**
 * Deployments as OpenTelemetry traces, for whoever asks for them: one trace for a deployment, its phases and the calls to AWS as spans.
 * The only package that knows OpenTelemetry; no part of the Jenkins plugin.
 */
package io.jenkins.plugins.bluegreen.trace;

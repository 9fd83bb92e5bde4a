/**
 * AWS's wire protocols on one loopback port: requests are routed by the service in their signature's credential scope, decoded to
 * {@link io.jenkins.plugins.bluegreen.local.wire.Params}, and answered with a {@link io.jenkins.plugins.bluegreen.local.wire.Shape}.
 */
package io.jenkins.plugins.bluegreen.local.wire;

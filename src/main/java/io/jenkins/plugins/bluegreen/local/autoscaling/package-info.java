/**
 * Auto Scaling: groups that keep their desired number of real processes alive, register them to target groups, drain them before
 * they end, and replace what is unhealthy. Entry: {@link io.jenkins.plugins.bluegreen.local.autoscaling.AutoScalingService}.
 */
package io.jenkins.plugins.bluegreen.local.autoscaling;

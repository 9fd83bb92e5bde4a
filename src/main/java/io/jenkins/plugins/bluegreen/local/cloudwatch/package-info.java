/**
 * CloudWatch metrics and alarms; the load balancer metrics come from real traffic.
 * Entry: {@link io.jenkins.plugins.bluegreen.local.cloudwatch.CloudWatchService}.
 */
package io.jenkins.plugins.bluegreen.local.cloudwatch;

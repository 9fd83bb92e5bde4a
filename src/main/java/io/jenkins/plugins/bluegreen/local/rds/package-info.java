/**
 * RDS instances that can be described, stopped and started; states change over time as on AWS, no database engine runs.
 * Entry: {@link io.jenkins.plugins.bluegreen.local.rds.RdsService}.
 */
package io.jenkins.plugins.bluegreen.local.rds;

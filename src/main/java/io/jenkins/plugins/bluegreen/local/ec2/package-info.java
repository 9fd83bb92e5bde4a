/**
 * The part of EC2 that Auto Scaling and a deployment use: launch templates, instances, tags, and a default network.
 * Entry: {@link io.jenkins.plugins.bluegreen.local.ec2.Ec2Service}.
 */
package io.jenkins.plugins.bluegreen.local.ec2;

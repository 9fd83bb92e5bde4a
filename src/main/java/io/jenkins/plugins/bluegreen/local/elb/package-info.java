/**
 * Elastic Load Balancing v2: load balancers, listeners, rules and target groups, with AWS's limits and rejections, kept in step with
 * the data plane. Entry: {@link io.jenkins.plugins.bluegreen.local.elb.ElbService}.
 */
package io.jenkins.plugins.bluegreen.local.elb;

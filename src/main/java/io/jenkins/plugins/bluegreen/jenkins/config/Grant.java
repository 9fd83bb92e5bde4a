package io.jenkins.plugins.bluegreen.jenkins.config;

/**
 * Which build lent its rights to an environment.
 *
 * @param run the build, as {@code job#number}
 * @param credentialsId of the credentials it named; empty if none
 * @param roleArn the role it named; empty if none
 */
record Grant(String run, String credentialsId, String roleArn) {}

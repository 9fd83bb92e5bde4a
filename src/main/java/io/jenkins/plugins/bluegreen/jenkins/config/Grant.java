package io.jenkins.plugins.bluegreen.jenkins.config;

/**
 * Which build lent its rights to a deployment, the latest one of an environment.
 *
 * @param run the build, as {@code job#number}
 * @param credentialsId of the credentials it named; empty if none
 * @param roleArn the role it named; empty if none
 * @param deployment its id; empty in what versions wrote that knew environments only, and meant whichever was under way
 */
record Grant(String run, String credentialsId, String roleArn, String deployment) {
    Grant {
        deployment = deployment == null ? "" : deployment;
    }

    /** Whether the build named anything, and does not merely use what the controller has. */
    boolean namesRights() {
        return !credentialsId.isEmpty() || !roleArn.isEmpty();
    }

    boolean appliesTo(String id) {
        return deployment.isEmpty() || deployment.equals(id);
    }
}

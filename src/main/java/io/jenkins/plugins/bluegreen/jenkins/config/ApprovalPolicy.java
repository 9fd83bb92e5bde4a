package io.jenkins.plugins.bluegreen.jenkins.config;

import java.util.Set;

/**
 * What administrators ask of approvals, whatever a pipeline says.
 *
 * @param environments names of those where traffic moves only by an approval that Jenkins itself has seen
 * @param selfApproval whether whoever started a build may approve its deployment there
 */
public record ApprovalPolicy(Set<String> environments, boolean selfApproval) {
    public ApprovalPolicy {
        environments = Set.copyOf(environments);
    }

    static ApprovalPolicy of(String environments, boolean selfApproval) {
        return new ApprovalPolicy(
                environments == null ? Set.of() : Set.of(environments.strip().split("\\s+")), selfApproval);
    }

    /** Whether traffic of the environment moves only by an approval that Jenkins itself has seen. */
    public boolean isRequiredFor(String environment) {
        return environments.contains(environment);
    }

    /**
     * Whether whoever started a build may approve its deployment.
     *
     * @param asked whether the pipeline allows it, which counts where administrators ask for nothing
     */
    public boolean allowsSelf(String environment, boolean asked) {
        return isRequiredFor(environment) ? selfApproval : asked || selfApproval;
    }
}

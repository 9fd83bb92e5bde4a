package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.jenkins.config.ApprovalPolicy;
import java.util.Optional;
import java.util.Set;

/**
 * Who gives the word for a shift, and how that is known. Pure.
 *
 * @param name user, or the build where nobody else is named
 * @param how for the journal; empty where the build speaks for itself
 */
record Approver(String name, String how) {
    /** Who, and how that is known: for the journal and the receipt. */
    String words() {
        return name + (how.isEmpty() ? "" : " (" + how + ")");
    }

    /**
     * Decides.
     *
     * @param claimed whom the pipeline names; null = nobody
     * @param answered who answered the build's question about the evidence, as Jenkins saw it
     * @param requesters who started the build
     * @param allowSelf whether the pipeline lets them approve
     * @throws AbortException if the word does not count, and why
     */
    static Approver decide(
            String environment,
            String build,
            String claimed,
            Optional<String> answered,
            Set<String> requesters,
            boolean allowSelf,
            ApprovalPolicy policy)
            throws AbortException {
        if (answered.isPresent() && claimed != null && !claimed.equals(answered.get())) {
            throw new AbortException("approvedBy says " + claimed + ", and it was " + answered.get()
                    + " who answered: leave approvedBy out, Jenkins knows");
        }
        if (answered.isEmpty() && policy.isRequiredFor(environment)) {
            throw new AbortException("traffic of environment " + environment
                    + " moves only by an approval that Jenkins itself has seen, and nobody was asked in this build about"
                    + " this evidence: ask by approveRelease, and hand its answer to shiftTraffic");
        }
        String who = answered.orElse(claimed);
        if (who != null && requesters.contains(who) && !policy.allowsSelf(environment, allowSelf)) {
            throw new AbortException(who + " started this build and cannot approve it: somebody else must"
                    + (policy.isRequiredFor(environment) ? "" : ", or the pipeline allows it by allowSelf: true"));
        }
        if (answered.isPresent()) {
            return new Approver(who, "answered the question of " + build);
        }
        return claimed == null ? new Approver(build, "") : new Approver(claimed, build + " says so, not proved");
    }
}

package io.jenkins.plugins.bluegreen.jenkins.config;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import java.util.Optional;
import java.util.Set;

/**
 * The environments that a step can mean: those that are configured here, and those that its job describes.
 *
 * @param configured what is configured; empty = nothing
 * @param probeHosts where jobs may have probes sent
 */
record KnownEnvironments(Optional<Configuration> configured, ProbeHosts probeHosts) {
    /**
     * Reads them.
     *
     * @param text as in a {@code bluegreen.yaml}; null = none is configured
     * @param allowedProbeHosts near hosts that jobs may have probed; null = none
     * @throws io.jenkins.plugins.bluegreen.wiring.ConfigurationException if the text cannot be read
     */
    static KnownEnvironments read(String text, String allowedProbeHosts) {
        return new KnownEnvironments(
                Optional.ofNullable(text).map(Configuration::parse), ProbeHosts.of(allowedProbeHosts));
    }

    /**
     * What is written about the environment that is meant.
     *
     * @throws IllegalArgumentException if nobody knows it, or a job may not describe it so
     * @throws io.jenkins.plugins.bluegreen.wiring.ConfigurationException naming what is wrong in the job's description
     */
    EnvironmentDescription describe(EnvironmentChoice choice) {
        if (!choice.definition().isEmpty()) {
            return ofJob(choice);
        }
        Configuration ours = configured.orElseThrow(() -> new IllegalArgumentException("environment '" + choice.name()
                + "' is unknown: none is configured. Configure it (Manage Jenkins, System, Blue-Green Deploy), or give"
                + " the step target: or config:"));
        return EnvironmentDescription.of(ours, choice.name());
    }

    private EnvironmentDescription ofJob(EnvironmentChoice choice) {
        Configuration theirs = choice.isTarget()
                ? Configuration.ofTarget(choice.name(), MapText.readTarget(choice.definition()))
                : Configuration.parse(choice.definition());
        Set<String> names = theirs.environments().keySet();
        String only =
                choice.name().isEmpty() && names.size() == 1 ? names.iterator().next() : choice.name();
        EnvironmentDescription described = EnvironmentDescription.of(theirs, only);
        probeHosts.check(described.environment());
        requireSameAsConfigured(described.environment());
        return described;
    }

    /** Deployments, leases and rights go by the name: two environments of one name would take each other's. */
    private void requireSameAsConfigured(Environment theirs) {
        Environment ours =
                configured.map(each -> each.environments().get(theirs.name())).orElse(null);
        boolean isSame = ours == null
                || ours.rules().equals(theirs.rules())
                        && ours.blue().equals(theirs.blue())
                        && ours.green().equals(theirs.green());
        if (!isSame) {
            throw new IllegalArgumentException(
                    "environment '" + theirs.name() + "' is configured in this Jenkins with"
                            + " other rules or sides than the job describes: leave target and config out, or give it another name");
        }
    }
}

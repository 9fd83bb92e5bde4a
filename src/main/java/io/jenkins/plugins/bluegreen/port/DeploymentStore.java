package io.jenkins.plugins.bluegreen.port;

import java.util.List;
import java.util.Optional;

/** Keeps deployments, each saved whole and only over the version that was read. */
public interface DeploymentStore {
    /**
     * Reads a deployment.
     *
     * @throws UnreadableJournalException if it is there but cannot be understood
     */
    Optional<Stored> load(String environment, String id);

    /**
     * Saves a deployment over the version it was read at (or as new, if that is empty).
     *
     * @return the same with its new version
     * @throws VersionConflictException if somebody else has saved it meanwhile: normal where two controllers run; read again
     */
    Stored save(Stored stored);

    /** Ids of the environment's deployments, newest first, at most this many. */
    List<String> recent(String environment, int most);

    /** Names of all environments that have deployments. */
    List<String> environments();
}

package io.jenkins.plugins.bluegreen.port;

/** The databases of an account and region, as far as switching them off and on goes. Each change returns before it has taken effect. */
public interface Database {
    /** What can be done with a database now. */
    enum State {
        AVAILABLE,
        STOPPING,
        STOPPED,
        STARTING,
        /** Something else is being done to it (a backup, a modification): it will be available again by itself. */
        CHANGING,
        /** It will not be available again without a person. */
        BROKEN
    }

    /**
     * A database as it was found.
     *
     * @param id its identifier
     * @param word the provider's own word for the state
     */
    record Reading(String id, State state, String word) {}

    /**
     * Reads a database.
     *
     * @throws WorldException also when there is none with this identifier
     */
    Reading read(String id);

    /** Asks an available database to stop; harmless in any other state. */
    void stop(String id);

    /** Asks a stopped database to start; harmless in any other state. */
    void start(String id);
}

package io.jenkins.plugins.bluegreen.port;

import java.time.Instant;

/** Hears of every call to the cloud when it is over. Called by the thread that made the call: it must not wait, and not throw. */
@FunctionalInterface
public interface CallListener {
    /** Nobody listens. */
    CallListener NOBODY = (about, action, from, to, problem) -> {};

    /**
     * A call is over, with all its attempts.
     *
     * @param about the environment it was made for, or what else: {@code bucket releases}
     * @param action the API's word for it: {@code ModifyRule}
     * @param problem why it failed; empty if it did not
     */
    void called(String about, String action, Instant from, Instant to, String problem);
}

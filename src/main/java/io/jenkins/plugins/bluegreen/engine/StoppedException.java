package io.jenkins.plugins.bluegreen.engine;

/** A deployment is no longer driven here, though it has not come to rest. The message says why. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
        super(message);
    }
}

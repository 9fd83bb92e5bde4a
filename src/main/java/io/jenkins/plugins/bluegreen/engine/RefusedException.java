package io.jenkins.plugins.bluegreen.engine;

/** An order cannot even be written down: the environment is not in a state to be deployed to. Nothing has been changed. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}

package io.jenkins.plugins.bluegreen.engine;

/** What a person asked for cannot be done in the deployment's present phase. The message says why and what can be done. */
public final class CommandRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandRefusedException(String message) {
        super(message);
    }
}

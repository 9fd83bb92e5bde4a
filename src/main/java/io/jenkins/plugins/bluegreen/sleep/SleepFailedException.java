package io.jenkins.plugins.bluegreen.sleep;

/** An environment is neither asleep nor awake, and asking again may or may not help: the message says what it waits for. */
public class SleepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SleepFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

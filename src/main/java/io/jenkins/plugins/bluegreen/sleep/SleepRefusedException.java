package io.jenkins.plugins.bluegreen.sleep;

/** An environment cannot be put to sleep or woken now; nothing was changed. */
public class SleepRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SleepRefusedException(String message) {
        super(message);
    }
}

package io.jenkins.plugins.bluegreen.wiring;

/** A setting is missing, unknown or wrong. The message is one sentence naming it, its value and the way out; nothing was changed. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}

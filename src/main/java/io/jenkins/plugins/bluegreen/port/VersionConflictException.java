package io.jenkins.plugins.bluegreen.port;

/** Somebody else saved the deployment first. */
public class VersionConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VersionConflictException(String message) {
        super(message);
    }
}

package io.jenkins.plugins.bluegreen.jenkins.config;

/** This Jenkins is stopping: what is under way is left as it is, and gone on with when it is up again. */
public class ControllerStoppingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ControllerStoppingException() {
        super("this Jenkins is stopping: deployments that are under way are gone on with when it is up again");
    }
}

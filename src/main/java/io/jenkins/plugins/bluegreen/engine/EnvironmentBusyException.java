package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;

/** Another deployment of the environment has not ended. */
public final class EnvironmentBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String deployment;

    EnvironmentBusyException(Deployment active) {
        super("environment " + active.order().environment().name() + " is busy: deployment " + active.id()
                + " of release "
                + active.order().release() + " is " + active.phase().words() + " (" + active.reason()
                + "). Wait for it, resume it, or roll it back first");
        this.deployment = active.id();
    }

    /** Id of the deployment that is in the way. */
    public String deployment() {
        return deployment;
    }
}

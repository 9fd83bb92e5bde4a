package jenkins.model;

import java.io.Serializable;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class CauseOfInterruption implements Serializable {
    private static final long serialVersionUID = 1L;

    public abstract String getShortDescription();
}

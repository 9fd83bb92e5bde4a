package jenkins.model;

import hudson.model.Action;
import hudson.model.Actionable;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Tab implements Action {
    protected transient Actionable object;

    public Tab(Actionable object) {
        this.object = object;
    }

    public Actionable getObject() {
        return object;
    }
}

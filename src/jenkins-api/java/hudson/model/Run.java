package hudson.model;

import hudson.security.AccessControlled;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements AccessControlled, Saveable {
    public JobT getParent() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public int getNumber() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public String getUrl() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public String getExternalizableId() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}

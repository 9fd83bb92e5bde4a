package hudson.model;

import hudson.security.AccessControlled;
import java.util.List;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements AccessControlled, Saveable {
    public static Run<?, ?> fromExternalizableId(String id) {
        return DeclaredOnly.answer();
    }

    public JobT getParent() {
        return DeclaredOnly.answer();
    }

    public int getNumber() {
        return DeclaredOnly.answer();
    }

    public boolean isBuilding() {
        return DeclaredOnly.answer();
    }

    public List<Cause> getCauses() {
        return DeclaredOnly.answer();
    }

    public String getUrl() {
        return DeclaredOnly.answer();
    }

    public String getExternalizableId() {
        return DeclaredOnly.answer();
    }
}

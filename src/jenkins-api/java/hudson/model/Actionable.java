package hudson.model;

import java.util.List;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Actionable implements ModelObject {
    public void addAction(Action a) {
        DeclaredOnly.answer();
    }

    public <T extends Action> T getAction(Class<T> type) {
        return DeclaredOnly.answer();
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return DeclaredOnly.answer();
    }
}

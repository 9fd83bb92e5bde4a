package hudson.model;

import java.util.List;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class Actionable implements ModelObject {
    public void addAction(Action a) {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}

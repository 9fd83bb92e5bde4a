package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface RunAction2 extends Action {
    void onAttached(Run<?, ?> r);

    void onLoad(Run<?, ?> r);
}

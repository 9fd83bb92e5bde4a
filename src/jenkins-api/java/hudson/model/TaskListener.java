package hudson.model;

import java.io.PrintStream;
import java.io.Serializable;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface TaskListener extends Serializable {
    PrintStream getLogger();
}

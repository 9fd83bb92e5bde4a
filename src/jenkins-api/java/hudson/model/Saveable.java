package hudson.model;

import java.io.IOException;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface Saveable {
    void save() throws IOException;
}

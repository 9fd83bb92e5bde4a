package hudson.security;

import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class ACLContext implements AutoCloseable {
    @Override
    public void close() {
        DeclaredOnly.answer();
    }
}

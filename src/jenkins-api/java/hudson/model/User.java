package hudson.model;

import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class User implements ModelObject {
    public static User current() {
        return DeclaredOnly.answer();
    }

    public String getId() {
        return DeclaredOnly.answer();
    }
}

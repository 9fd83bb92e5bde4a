package hudson.security;

import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface AccessControlled {
    default void checkPermission(Permission permission) {
        DeclaredOnly.answer();
    }

    default boolean hasPermission(Permission permission) {
        return DeclaredOnly.answer();
    }
}

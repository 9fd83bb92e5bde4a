package hudson.security;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface AccessControlled {
    default void checkPermission(Permission permission) {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    default boolean hasPermission(Permission permission) {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}

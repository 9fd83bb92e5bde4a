package hudson.security;

import org.springframework.security.core.Authentication;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class ACL {
    public static final Authentication SYSTEM2 = null;
}

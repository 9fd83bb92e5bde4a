package hudson.security;

import jenkins.DeclaredOnly;
import org.springframework.security.core.Authentication;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class ACL {
    public static final Authentication SYSTEM2 = null;

    public static ACLContext as2(Authentication auth) {
        return DeclaredOnly.answer();
    }
}

package hudson.security;

import org.jvnet.localizer.Localizable;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class PermissionGroup {
    @SuppressWarnings("rawtypes")
    public final Class owner;

    public final Localizable title;

    @SuppressWarnings("rawtypes")
    public PermissionGroup(Class owner, Localizable title) {
        this.owner = owner;
        this.title = title;
    }
}

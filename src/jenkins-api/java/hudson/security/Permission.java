package hudson.security;

import org.jvnet.localizer.Localizable;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class Permission {
    public final PermissionGroup group;
    public final String name;
    public final Localizable description;
    public final Permission impliedBy;

    public Permission(
            PermissionGroup group, String name, Localizable description, Permission impliedBy, PermissionScope scope) {
        this.group = group;
        this.name = name;
        this.description = description;
        this.impliedBy = impliedBy;
    }

    public Permission(
            PermissionGroup group,
            String name,
            Localizable description,
            Permission impliedBy,
            boolean enable,
            PermissionScope[] scopes) {
        this(group, name, description, impliedBy, scopes[0]);
    }
}

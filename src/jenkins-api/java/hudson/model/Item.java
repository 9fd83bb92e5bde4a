package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface Item extends ModelObject, AccessControlled {
    PermissionGroup PERMISSIONS = new PermissionGroup(Item.class, null);
    Permission READ = new Permission(PERMISSIONS, "Read", null, null, PermissionScope.ITEM);
    Permission BUILD = new Permission(PERMISSIONS, "Build", null, null, PermissionScope.ITEM);
    Permission EXTENDED_READ = new Permission(PERMISSIONS, "ExtendedRead", null, null, PermissionScope.ITEM);

    String getFullName();
}

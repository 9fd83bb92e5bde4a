package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/**
 * What a user may do with environments. Looking is open to whoever may see Jenkins; everything else is for administrators until an
 * authorization strategy grants it.
 */
public final class BlueGreenPermissions {
    public static final PermissionGroup GROUP =
            new PermissionGroup(BlueGreenPermissions.class, Messages._permission_group());
    /** See environments and deployments. */
    public static final Permission VIEW = permission("View", Messages._permission_view(), Jenkins.READ);
    /** Bring a release to an environment, move traffic, retire the idle side. */
    public static final Permission DEPLOY = permission("Deploy", Messages._permission_deploy(), Jenkins.ADMINISTER);
    /** Approve a verified deployment. */
    public static final Permission APPROVE = permission("Approve", Messages._permission_approve(), Jenkins.ADMINISTER);
    /** Return all traffic to the other side. */
    public static final Permission ROLL_BACK =
            permission("RollBack", Messages._permission_rollBack(), Jenkins.ADMINISTER);
    /** Send an environment to sleep and wake it. */
    public static final Permission STOP = permission("Stop", Messages._permission_stop(), Jenkins.ADMINISTER);

    private BlueGreenPermissions() {}

    private static Permission permission(String name, Localizable description, Permission impliedBy) {
        return new Permission(GROUP, name, description, impliedBy, PermissionScope.JENKINS);
    }
}

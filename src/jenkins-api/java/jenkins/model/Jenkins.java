package jenkins.model;

import hudson.model.ModelObject;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.File;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class Jenkins implements ModelObject, AccessControlled {
    public static final PermissionGroup PERMISSIONS = new PermissionGroup(Jenkins.class, null);
    public static final Permission ADMINISTER =
            new Permission(PERMISSIONS, "Administer", null, null, PermissionScope.JENKINS);
    public static final Permission READ = new Permission(PERMISSIONS, "Read", null, null, PermissionScope.JENKINS);

    public static Jenkins get() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public File getRootDir() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public String getRootUrl() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}

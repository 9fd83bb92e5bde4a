package jenkins.model;

import hudson.ProxyConfiguration;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.File;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class Jenkins implements ItemGroup<Item>, AccessControlled {
    public static final PermissionGroup PERMISSIONS = new PermissionGroup(Jenkins.class, null);
    public static final Permission ADMINISTER =
            new Permission(PERMISSIONS, "Administer", null, null, PermissionScope.JENKINS);
    public static final Permission READ = new Permission(PERMISSIONS, "Read", null, null, PermissionScope.JENKINS);

    public static Jenkins get() {
        return DeclaredOnly.answer();
    }

    @Override
    public String getDisplayName() {
        return DeclaredOnly.answer();
    }

    public File getRootDir() {
        return DeclaredOnly.answer();
    }

    public ProxyConfiguration getProxy() {
        return DeclaredOnly.answer();
    }

    public String getLegacyInstanceId() {
        return DeclaredOnly.answer();
    }

    public String getRootUrl() {
        return DeclaredOnly.answer();
    }
}

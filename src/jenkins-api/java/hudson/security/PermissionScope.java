package hudson.security;

import hudson.model.ModelObject;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class PermissionScope {
    public static final PermissionScope JENKINS = new PermissionScope(ModelObject.class);
    public static final PermissionScope ITEM = new PermissionScope(ModelObject.class, JENKINS);
    public static final PermissionScope RUN = new PermissionScope(ModelObject.class, ITEM);

    public final Class<? extends ModelObject> modelClass;

    public PermissionScope(Class<? extends ModelObject> modelClass, PermissionScope... containers) {
        this.modelClass = modelClass;
    }
}

package hudson.model;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface Action extends ModelObject {
    String getIconFileName();

    @Override
    String getDisplayName();

    String getUrlName();
}

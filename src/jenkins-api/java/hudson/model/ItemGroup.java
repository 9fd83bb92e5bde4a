package hudson.model;

/** Declaration of what we use of the class of this name in Jenkins core. */
public interface ItemGroup<T extends Item> extends ModelObject {}

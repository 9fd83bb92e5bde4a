package hudson.model;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {}

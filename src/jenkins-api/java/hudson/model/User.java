package hudson.model;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class User implements ModelObject {
    public static User current() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }

    public String getId() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}

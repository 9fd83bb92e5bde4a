package jenkins;

/** Declaration of what we use of the class of this name in Jenkins core. */
public enum YesNoMaybe {
    YES,
    NO,
    MAYBE
}

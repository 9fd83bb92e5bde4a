package jenkins;

/** Stands where a declared method has no body of its own. No class of Jenkins, and in no archive. */
public final class DeclaredOnly {
    private DeclaredOnly() {}

    /** Says that this needs a Jenkins. */
    public static <T> T answer() {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}

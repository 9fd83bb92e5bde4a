package hudson;

import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class Util {
    public static String fixEmpty(String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    public static String fixEmptyAndTrim(String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    public static String fixNull(String s) {
        return s == null ? "" : s;
    }

    public static String rawEncode(String s) {
        return DeclaredOnly.answer();
    }
}

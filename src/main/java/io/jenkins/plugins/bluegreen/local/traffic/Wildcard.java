package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * A pattern as rules write it: {@code *} is any run of characters, {@code ?} exactly one, all else itself.
 *
 * @param pattern as written
 * @param ignoreCase whether letters match in both cases (ASCII and simple Unicode folding)
 */
record Wildcard(String pattern, boolean ignoreCase) {

    /** Linear in practice and without recursion: on a mismatch it falls back to the last star only. */
    boolean matches(CharSequence text) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                resume = at;
            } else if (inPattern < pattern.length() && same(pattern.charAt(inPattern), text.charAt(at))) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }

    private boolean same(char wanted, char found) {
        return wanted == '?' || wanted == found || (ignoreCase && fold(wanted) == fold(found));
    }

    private static char fold(char letter) {
        return Character.toLowerCase(Character.toUpperCase(letter));
    }
}

package io.jenkins.plugins.bluegreen.model;

/**
 * The versions of the database schema a release can run on, both ends included.
 *
 * @param min lowest version, from 0 (an empty database)
 * @param max highest version
 */
public record SchemaRange(int min, int max) {
    /** A release that declares nothing, or has no database. */
    public static final SchemaRange ANY = new SchemaRange(0, Integer.MAX_VALUE);

    public SchemaRange {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("schema range " + min + " to " + max
                    + " is empty: give the lowest and the highest version the release runs on");
        }
    }

    public boolean contains(int version) {
        return min <= version && version <= max;
    }

    @Override
    public String toString() {
        return equals(ANY) ? "any" : max == Integer.MAX_VALUE ? min + " or later" : min + " to " + max;
    }
}

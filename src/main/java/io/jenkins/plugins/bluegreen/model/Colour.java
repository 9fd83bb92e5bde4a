package io.jenkins.plugins.bluegreen.model;

import java.util.Locale;

/** One of the two permanent sides of an environment. */
public enum Colour {
    BLUE,
    GREEN;

    /** The other side. */
    public Colour other() {
        return this == BLUE ? GREEN : BLUE;
    }

    /** The word people read: {@code blue} or {@code green}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a colour as people write it.
     *
     * @throws IllegalArgumentException if it is neither {@code blue} nor {@code green}, in any case
     */
    public static Colour parse(String word) {
        for (Colour colour : values()) {
            if (colour.name().equalsIgnoreCase(word)) {
                return colour;
            }
        }
        throw new IllegalArgumentException("colour '" + word + "' is neither blue nor green");
    }
}

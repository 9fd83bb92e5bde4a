package io.jenkins.plugins.bluegreen.model;

/** What every text that names a thing must be: present and not blank. */
final class Text {
    private Text() {}

    static String required(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " is missing: give it a value");
        }
        return value;
    }

    static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}

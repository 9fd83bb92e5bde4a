package io.jenkins.plugins.bluegreen.notify;

import java.util.Objects;

/** A text that must not be seen: it has no way into a log but {@link #reveal}. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}

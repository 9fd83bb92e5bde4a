package io.jenkins.plugins.bluegreen.jenkins.step;

import java.util.Locale;

/** What becomes of a deployment when its build is aborted. */
enum OnAbort {
    /** It is taken back, verified in live traffic, and only then the build ends. */
    ROLLBACK,
    /** It goes on in the background, as it was ordered. */
    CONTINUE;

    /** Reads the word; none means {@link #ROLLBACK}. */
    static OnAbort parse(String text) {
        for (OnAbort each : values()) {
            if (text == null || each.word().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("onAbort '" + text + "' is unknown: write 'rollback' or 'continue'");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

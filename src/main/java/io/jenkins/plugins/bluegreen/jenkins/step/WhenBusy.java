package io.jenkins.plugins.bluegreen.jenkins.step;

import java.util.Locale;

/** What a step does when somebody else is changing the environment. */
enum WhenBusy {
    /** It fails, and says who. */
    FAIL,
    /** It waits for them, without an executor. */
    WAIT;

    /** Reads the word; none means {@link #FAIL}. */
    static WhenBusy parse(String text) {
        for (WhenBusy each : values()) {
            if (text == null || each.word().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("whenBusy '" + text + "' is unknown: write 'fail' or 'wait'");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

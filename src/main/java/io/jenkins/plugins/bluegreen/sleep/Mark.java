package io.jenkins.plugins.bluegreen.sleep;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far an environment is on its way, written on its blue side.
 *
 * @param state what was begun or reached
 * @param since when, to the second
 * @param by who asked for it
 */
public record Mark(State state, Instant since, String by) {
    /** States between the two wishes. */
    public enum State {
        FALLING_ASLEEP("falling-asleep"),
        ASLEEP("asleep"),
        WAKING("waking"),
        AWAKE("awake");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** In lower case, as it is written down. */
        public String word() {
            return word;
        }

        static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    private static final Pattern FORM = Pattern.compile("([a-z-]+) since (\\S+)(?: by (.*))?");
    private static final int LONGEST_NAME = 100;

    public Mark {
        since = since.truncatedTo(ChronoUnit.SECONDS);
        // What a tag's value may hold; anything else would be refused by AWS.
        String plain =
                by == null ? "" : by.replaceAll("[^\\p{L}\\p{N} _.:/=+@-]", "_").strip();
        by = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    /** {@code asleep since 2026-03-02T19:00:00Z by jane}. */
    String text() {
        return state.word() + " since " + since + (by.isEmpty() ? "" : " by " + by);
    }

    /** Reads {@link #text}; what is not of that form is no mark. */
    static Optional<Mark> parse(String text) {
        Matcher form = FORM.matcher(text == null ? "" : text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            Instant since = Instant.parse(form.group(2));
            return State.of(form.group(1)).map(state -> new Mark(state, since, form.group(3)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

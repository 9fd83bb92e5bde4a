package io.jenkins.plugins.bluegreen.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * How a release answers.
 *
 * @param badAfter from when on some of its answers are errors
 * @param badShare how many of 100 answers are errors from then on
 * @param latency of its answers
 * @param calls itself this in its answers
 * @param hides whether its errors are for users only, and requests with the preview header are answered well
 */
public record Behaviour(Instant badAfter, int badShare, Duration latency, String calls, boolean hides) {
    public static Behaviour good(String release) {
        return new Behaviour(Instant.MAX, 0, Duration.ofMillis(20), release, false);
    }

    public Behaviour turningBad(Instant when, int share) {
        return new Behaviour(when, share, latency, calls, hides);
    }

    public Behaviour forUsersOnly() {
        return new Behaviour(badAfter, badShare, latency, calls, true);
    }

    public Behaviour answeringIn(Duration time) {
        return new Behaviour(badAfter, badShare, time, calls, hides);
    }

    public Behaviour callingItself(String name) {
        return new Behaviour(badAfter, badShare, latency, name, hides);
    }
}

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
 */
public record Behaviour(Instant badAfter, int badShare, Duration latency, String calls) {
    public static Behaviour good(String release) {
        return new Behaviour(Instant.MAX, 0, Duration.ofMillis(20), release);
    }

    public Behaviour turningBad(Instant when, int share) {
        return new Behaviour(when, share, latency, calls);
    }

    public Behaviour answeringIn(Duration time) {
        return new Behaviour(badAfter, badShare, time, calls);
    }

    public Behaviour callingItself(String name) {
        return new Behaviour(badAfter, badShare, latency, name);
    }
}

package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Probe;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One request to the environment as its sender saw it: a load client's, or one of the engine's own probes of live traffic.
 *
 * @param at when it was sent
 * @param colour the side that answered; empty if nobody did, or the answer did not say
 * @param status HTTP status, 0 if there was no answer
 * @param latencyMillis from the first byte sent to the last byte read, at least 0
 */
public record Sample(Instant at, Optional<Colour> colour, int status, double latencyMillis) {
    public Sample {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(colour, "colour");
        if (!(latencyMillis >= 0)) {
            throw new IllegalArgumentException("latency of " + latencyMillis + " ms: it must be 0 or more");
        }
    }

    /** A probe of live traffic as a sample. */
    public static Sample of(Probe probe) {
        return new Sample(
                probe.at(),
                probe.colour(),
                probe.status(),
                Math.max(0, probe.latency().toNanos() / 1e6));
    }

    /** No application answered: no answer at all, or an error that the load balancer made up. */
    public boolean isLost() {
        return isFailure() && !isBadAnswer();
    }

    /** An application's own server error: the request arrived, and what it met was bad. */
    public boolean isBadAnswer() {
        return status >= 500 && colour.isPresent();
    }

    /** Lost or answered badly: the same rules as {@link Probe#isGood()} and {@link Probe#isBadAnswer()}. */
    public boolean isFailure() {
        return status < 200 || status >= 500;
    }
}

package io.jenkins.plugins.bluegreen.local.fault;

import java.time.Duration;
import java.time.Instant;

/** A token bucket in the clock's time. Not thread-safe: its owner locks. */
final class TokenBucket {
    private final double capacity;
    private final double refillPerSecond;
    private double tokens;
    private Instant at;

    TokenBucket(double capacity, double refillPerSecond, Instant now) {
        this.capacity = capacity;
        this.refillPerSecond = refillPerSecond;
        this.tokens = capacity;
        this.at = now;
    }

    boolean hasToken(Instant now) {
        double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
        tokens = Math.min(capacity, tokens + seconds * refillPerSecond);
        at = now;
        return tokens >= 1;
    }

    void take() {
        tokens -= 1;
    }
}

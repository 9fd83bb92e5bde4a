package io.jenkins.plugins.bluegreen.aws;

import java.time.Duration;
import java.time.Instant;

/** A token bucket as AWS's own: it holds so many tokens at most and gains so many a second. Pure; not safe for threads by itself. */
final class TokenBucket {
    private final double capacity;
    private final double perSecond;
    private double tokens;
    private Instant at;

    TokenBucket(double capacity, double perSecond, Instant now) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.at = now;
    }

    /** How long until a token would be there for one more caller, after all those to whom tokens were promised. */
    Duration until(Instant now) {
        refill(now);
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
    }

    /** Takes a token, or promises the caller the next one that nobody else was promised. */
    void take(Instant now) {
        refill(now);
        tokens -= 1;
    }

    private void refill(Instant now) {
        Duration since = Duration.between(at, now);
        if (since.isNegative()) {
            // The clock was set back: nothing is gained, and nothing is waited for twice.
            at = now;
            return;
        }
        tokens = Math.min(capacity, tokens + since.toNanos() / 1e9 * perSecond);
        at = now;
    }
}

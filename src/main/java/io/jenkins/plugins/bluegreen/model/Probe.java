package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One HTTP request of ours through the load balancer, on a connection of its own.
 *
 * @param at when it was sent
 * @param node address of the load balancer node it was sent to; empty if none was found
 * @param preview the side it asked for by the preview header; empty = it went where the weights sent it
 * @param path what it asked for
 * @param status HTTP status, 0 if there was no answer
 * @param latency from the first byte sent to the last byte read, connection included
 * @param release the release id the answer carried; empty if it carried none
 * @param colour the side the answer named; empty if it named none
 * @param problem why there was no answer; empty if there was one
 */
public record Probe(
        Instant at,
        String node,
        Optional<Colour> preview,
        String path,
        int status,
        Duration latency,
        String release,
        Optional<Colour> colour,
        String problem) {
    /** Answered, and not with a server's error. */
    public boolean isGood() {
        return status >= 200 && status < 500;
    }

    /** An application's own server error, as its answer names a side. Any other failure is a lost request. */
    public boolean isBadAnswer() {
        return status >= 500 && colour.isPresent();
    }

    /** Went where the weights sent it. */
    public boolean isLive() {
        return preview.isEmpty();
    }

    /** The side that answered, or the one that was asked for by header. */
    public Optional<Colour> side() {
        return colour.isPresent() ? colour : preview;
    }

    /** {@code 503 from green at 127.0.0.1}. */
    public String describe() {
        String what = status == 0 ? problem : String.valueOf(status);
        return what + side().map(c -> " from " + c.word()).orElse("") + (node.isEmpty() ? "" : " at " + node);
    }
}

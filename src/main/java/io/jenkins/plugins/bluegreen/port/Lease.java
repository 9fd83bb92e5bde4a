package io.jenkins.plugins.bluegreen.port;

import java.time.Instant;

/**
 * The exclusive right to change an environment.
 *
 * @param environment its name
 * @param holder who has it
 * @param fence grows by one with each new holder; a save under a smaller one is refused
 * @param expires when it ends unless renewed
 * @param version the store's own word for this state of the lease
 */
public record Lease(String environment, String holder, long fence, Instant expires, String version) {}

package io.jenkins.plugins.bluegreen.local.wire;

import java.time.Duration;

/** The call gets no answer: its connection is held for a while, then cut, as a network that loses packets would leave it. */
public final class Unanswered extends RuntimeException {
    private final transient Duration hold;

    public Unanswered(Duration hold) {
        super("no answer", null, false, false);
        this.hold = hold;
    }

    Duration hold() {
        return hold;
    }
}

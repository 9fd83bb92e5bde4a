package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The recent probes of one deployment, and the count of those since the journal was last written. Not thread-safe. */
final class ProbeLog {
    /** Enough for the gate's longest test (200 probes on each of a dozen nodes) and for every guard's window. */
    private static final int MOST = 3000;

    private final Deque<Probe> recent = new ArrayDeque<>();
    private long requests;
    private long failures;
    private long badAnswers;
    private Duration longestGap = Duration.ZERO;
    private Instant failingSince;

    void add(List<Probe> round) {
        for (Probe probe : round) {
            recent.addLast(probe);
            if (recent.size() > MOST) {
                recent.removeFirst();
            }
            if (probe.isLive()) {
                count(probe);
            }
        }
    }

    private void count(Probe probe) {
        requests++;
        if (!probe.isGood()) {
            failures++;
            badAnswers += probe.isBadAnswer() ? 1 : 0;
            failingSince = failingSince == null ? probe.at() : failingSince;
        } else if (failingSince != null) {
            Duration gap = Duration.between(failingSince, probe.at());
            longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
            failingSince = null;
        }
    }

    List<Probe> recent() {
        return new ArrayList<>(recent);
    }

    Tally tally(long apiCalls) {
        return new Tally(requests, failures, badAnswers, longestGap, apiCalls);
    }

    void saved() {
        requests = 0;
        failures = 0;
        badAnswers = 0;
        longestGap = Duration.ZERO;
    }
}

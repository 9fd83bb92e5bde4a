package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.CallMeter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many calls have been sent for somebody, retries included. */
final class CallCounts implements CallMeter {
    private final LongAdder attempts = new LongAdder();
    private final Map<String, LongAdder> byAction = new ConcurrentHashMap<>();

    void sent(String action) {
        attempts.increment();
        byAction.computeIfAbsent(action, a -> new LongAdder()).increment();
    }

    @Override
    public long calls() {
        return attempts.sum();
    }

    Map<String, Long> byAction() {
        Map<String, Long> counts = new TreeMap<>();
        byAction.forEach((action, count) -> counts.put(action, count.sum()));
        return counts;
    }
}

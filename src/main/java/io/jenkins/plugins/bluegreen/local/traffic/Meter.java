package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts what happens, per second, for one load balancer and one group, or for the load balancer's own answers. */
final class Meter {

    /** What is counted beside latencies. */
    enum Count {
        REQUEST,
        TARGET_2XX,
        TARGET_3XX,
        TARGET_4XX,
        TARGET_5XX,
        ELB_2XX,
        ELB_3XX,
        ELB_4XX,
        ELB_5XX,
        ELB_502,
        ELB_503,
        ELB_504,
        CONNECTION_ERROR,
        UNHEALTHY_ROUTING
    }

    private static final Count[] BY_TARGET = {Count.TARGET_2XX, Count.TARGET_3XX, Count.TARGET_4XX, Count.TARGET_5XX};
    private static final Count[] BY_ELB = {Count.ELB_2XX, Count.ELB_3XX, Count.ELB_4XX, Count.ELB_5XX};

    private static final class Second {
        private final long epoch;
        private final AtomicIntegerArray counts = new AtomicIntegerArray(Count.values().length);
        private final AtomicIntegerArray latencies = new AtomicIntegerArray(LatencyScale.STEPS);

        Second(long epoch) {
            this.epoch = epoch;
        }

        long get(Count count) {
            return counts.get(count.ordinal());
        }
    }

    private final String loadBalancerArn;
    private final Optional<String> groupArn;
    private final long history;

    /** Newest last; guarded by "this". */
    private final Deque<Second> seconds = new ArrayDeque<>();

    private volatile Second current = new Second(Long.MIN_VALUE);

    Meter(String loadBalancerArn, Optional<String> groupArn, Duration history) {
        this.loadBalancerArn = loadBalancerArn;
        this.groupArn = groupArn;
        this.history = history.toSeconds();
    }

    void count(long nowMicros, Count what) {
        at(nowMicros).counts.incrementAndGet(what.ordinal());
    }

    /** A target's answer has begun. */
    void targetAnswered(long nowMicros, int status, long latencyMicros) {
        Second second = at(nowMicros);
        second.counts.incrementAndGet(Count.REQUEST.ordinal());
        second.counts.incrementAndGet(classOf(BY_TARGET, status).ordinal());
        second.latencies.incrementAndGet(LatencyScale.stepOf(latencyMicros));
    }

    /** The load balancer has answered by itself. */
    void loadBalancerAnswered(long nowMicros, int status) {
        Second second = at(nowMicros);
        second.counts.incrementAndGet(Count.REQUEST.ordinal());
        second.counts.incrementAndGet(classOf(BY_ELB, status).ordinal());
        switch (status) {
            case 502 -> second.counts.incrementAndGet(Count.ELB_502.ordinal());
            case 503 -> second.counts.incrementAndGet(Count.ELB_503.ordinal());
            case 504 -> second.counts.incrementAndGet(Count.ELB_504.ordinal());
            default -> {}
        }
    }

    private static Count classOf(Count[] classes, int status) {
        return classes[Math.max(2, Math.min(5, status / 100)) - 2];
    }

    private Second at(long nowMicros) {
        long epoch = Math.floorDiv(nowMicros, 1_000_000L);
        Second second = current;
        return second.epoch == epoch ? second : turnTo(epoch);
    }

    private synchronized Second turnTo(long epoch) {
        Second latest = seconds.peekLast();
        if (latest == null || latest.epoch < epoch) {
            latest = new Second(epoch);
            seconds.addLast(latest);
            while (seconds.getFirst().epoch < epoch - history) {
                seconds.removeFirst();
            }
            current = latest;
        }
        return latest;
    }

    synchronized List<TrafficPoint> between(Instant from, Instant to) {
        List<TrafficPoint> points = new ArrayList<>();
        for (Second second : seconds) {
            Instant start = Instant.ofEpochSecond(second.epoch);
            if (!start.isBefore(from) && start.isBefore(to)) {
                points.add(point(start, second));
            }
        }
        return points;
    }

    private TrafficPoint point(Instant start, Second second) {
        List<TrafficPoint.Latency> latencies = new ArrayList<>();
        for (int step = 0; step < LatencyScale.STEPS; step++) {
            int count = second.latencies.get(step);
            if (count > 0) {
                latencies.add(new TrafficPoint.Latency(LatencyScale.microsOf(step), count));
            }
        }
        return new TrafficPoint(
                start,
                loadBalancerArn,
                groupArn,
                second.get(Count.REQUEST),
                new TrafficPoint.Statuses(
                        second.get(Count.TARGET_2XX),
                        second.get(Count.TARGET_3XX),
                        second.get(Count.TARGET_4XX),
                        second.get(Count.TARGET_5XX)),
                new TrafficPoint.Statuses(
                        second.get(Count.ELB_2XX),
                        second.get(Count.ELB_3XX),
                        second.get(Count.ELB_4XX),
                        second.get(Count.ELB_5XX)),
                new TrafficPoint.Failures(
                        second.get(Count.ELB_502), second.get(Count.ELB_503), second.get(Count.ELB_504)),
                second.get(Count.CONNECTION_ERROR),
                second.get(Count.UNHEALTHY_ROUTING),
                List.copyOf(latencies));
    }
}

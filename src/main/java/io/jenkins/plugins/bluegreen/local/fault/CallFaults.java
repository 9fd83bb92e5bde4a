package io.jenkins.plugins.bluegreen.local.fault;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.CallObserver;
import io.jenkins.plugins.bluegreen.local.wire.Unanswered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts every call, throttles when asked to, and makes chosen calls go wrong. */
public final class CallFaults implements CallObserver {
    private static final String ELB = "elasticloadbalancing";

    /** What happened to the calls of one action so far. */
    public record Count(long calls, long throttled, long failed) {}

    private static final class Pending {
        private final CallFault fault;
        private int callsSeen;

        private Pending(CallFault fault) {
            this.fault = fault;
        }
    }

    private final Clock clock;
    private final Object lock = new Object();
    private final Map<String, Count> counts = new TreeMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private Optional<ElbThrottle> throttle = Optional.empty();

    public CallFaults(Clock clock) {
        this.clock = clock;
    }

    /** Switches AWS's published ELB limits on, with full buckets, or off. */
    public void throttling(boolean on) {
        synchronized (lock) {
            throttle = on ? Optional.of(new ElbThrottle(clock.instant())) : Optional.empty();
        }
    }

    public void add(CallFault fault) {
        synchronized (lock) {
            pending.add(new Pending(fault));
        }
    }

    /** Ends throttling and forgets every planned fault; counts stay. */
    public void clear() {
        synchronized (lock) {
            throttle = Optional.empty();
            pending.clear();
        }
    }

    /** Counts by {@code service:action}. */
    public Map<String, Count> counts() {
        synchronized (lock) {
            return new TreeMap<>(counts);
        }
    }

    @Override
    public void beforeEffect(String service, String action) {
        Optional<CallFault> hit;
        synchronized (lock) {
            count(service, action, 1, 0, 0);
            boolean refused = service.equals(ELB)
                    && throttle.filter(limits -> !limits.admits(action, clock.instant()))
                            .isPresent();
            if (refused) {
                count(service, action, 0, 1, 0);
                throw AwsError.of("ThrottlingException", "Rate exceeded");
            }
            pending.stream().filter(one -> concerns(one, service, action)).forEach(one -> one.callsSeen++);
            hit = due(service, action, CallFault.Moment.BEFORE);
        }
        hit.ifPresent(CallFaults::raise);
    }

    @Override
    public void afterEffect(String service, String action) {
        Optional<CallFault> hit;
        synchronized (lock) {
            hit = due(service, action, CallFault.Moment.AFTER);
        }
        hit.ifPresent(CallFaults::raise);
    }

    private static boolean concerns(Pending one, String service, String action) {
        return one.fault.service().equals(service) && one.fault.action().equals(action);
    }

    private Optional<CallFault> due(String service, String action, CallFault.Moment moment) {
        Optional<Pending> due = pending.stream()
                .filter(one -> concerns(one, service, action))
                .filter(one -> one.fault.moment() == moment && one.callsSeen >= one.fault.call())
                .findFirst();
        due.ifPresent(one -> {
            pending.remove(one);
            count(service, action, 0, 0, 1);
        });
        return due.map(one -> one.fault);
    }

    private static void raise(CallFault fault) {
        if (fault.kind() == CallFault.Kind.TIMEOUT) {
            throw new Unanswered(fault.hold());
        }
        throw new AwsError(
                fault.status(),
                fault.code(),
                "Injected into " + fault.action() + " "
                        + (fault.moment() == CallFault.Moment.BEFORE ? "before" : "after") + " its effect");
    }

    private void count(String service, String action, long calls, long throttled, long failed) {
        counts.merge(
                service + ":" + action,
                new Count(calls, throttled, failed),
                (a, b) -> new Count(a.calls() + b.calls(), a.throttled() + b.throttled(), a.failed() + b.failed()));
    }
}

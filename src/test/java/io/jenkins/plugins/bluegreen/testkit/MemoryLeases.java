package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.port.Lease;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases in memory. */
public final class MemoryLeases implements LeaseStore {
    private final Map<String, Lease> held = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();

    @Override
    public synchronized Lease acquire(String environment, String holder, Duration length, Instant now) {
        Lease present = held.get(environment);
        boolean mine = present != null && present.holder().equals(holder);
        if (present != null && !mine && now.isBefore(present.expires())) {
            throw new LeaseHeldException(present);
        }
        long fence = mine ? present.fence() : fences.merge(environment, 1L, Long::sum);
        Lease lease = new Lease(environment, holder, fence, now.plus(length), String.valueOf(fence));
        held.put(environment, lease);
        return lease;
    }

    @Override
    public synchronized Lease renew(Lease lease, Duration length, Instant now) {
        Lease present = held.get(lease.environment());
        if (present == null || present.fence() != lease.fence()) {
            if (present == null) {
                return acquire(lease.environment(), lease.holder(), length, now);
            }
            throw new LeaseHeldException(present);
        }
        Lease renewed =
                new Lease(lease.environment(), lease.holder(), lease.fence(), now.plus(length), lease.version());
        held.put(lease.environment(), renewed);
        return renewed;
    }

    @Override
    public synchronized void release(Lease lease) {
        Lease present = held.get(lease.environment());
        if (present != null && present.fence() == lease.fence()) {
            held.remove(lease.environment());
        }
    }

    @Override
    public synchronized Optional<Lease> current(String environment) {
        return Optional.ofNullable(held.get(environment));
    }
}

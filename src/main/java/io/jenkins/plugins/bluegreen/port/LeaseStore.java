package io.jenkins.plugins.bluegreen.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Hands out leases; atomic between any number of controllers. */
public interface LeaseStore {
    /**
     * Takes the lease if it is free or has expired; a holder that asks again gets its own lease back, renewed, with the same fence.
     *
     * @throws LeaseHeldException if somebody else has it
     */
    Lease acquire(String environment, String holder, Duration length, Instant now);

    /**
     * Makes the lease longer.
     *
     * @throws LeaseHeldException if it has been taken by somebody else meanwhile
     */
    Lease renew(Lease lease, Duration length, Instant now);

    /** Gives the lease back, if it is still ours. The fence is kept, so that the next one is greater. */
    void release(Lease lease);

    /** Who has the environment now, expired or not; empty if nobody ever had or it was given back. */
    Optional<Lease> current(String environment);
}

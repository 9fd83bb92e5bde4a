package io.jenkins.plugins.bluegreen.port;

/** Somebody else has the lease of an environment. */
public class LeaseHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Lease lease;

    public LeaseHeldException(Lease lease) {
        super("environment " + lease.environment() + " is being changed by " + lease.holder() + " until "
                + lease.expires() + " at least: wait, or stop that one first");
        this.lease = lease;
    }

    public Lease lease() {
        return lease;
    }
}

package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * How long a target's idle connections can be trusted to be open still. A request sent on a connection that the target is
 * just closing is lost, and it must not be sent twice; so a connection is only used again after half of the idle time that
 * this target has been seen to bear, and after half of the time at which it has lately been seen to close one. Immutable.
 *
 * @param provenMillis the longest idle time that a connection has survived
 * @param closedMillis the shortest idle time after which the target closed one, {@link Long#MAX_VALUE} when it never did
 * @param closedAt when that was last seen, in milliseconds of the clock
 */
record IdleTrust(long provenMillis, long closedMillis, long closedAt) {

    /** A pause this short is trusted without proof: no server closes so soon. */
    static final long ALWAYS_MILLIS = 20;

    /** A restart closes connections too: what was concluded from it must not hold for ever. */
    private static final long REMEMBERED_MILLIS = 60_000;

    static final IdleTrust NONE = new IdleTrust(0, Long.MAX_VALUE, Long.MIN_VALUE / 2);

    /** How long a connection may have been idle to be used again. */
    long millis(long now) {
        long proven = Math.max(ALWAYS_MILLIS, provenMillis / 2);
        return now - closedAt > REMEMBERED_MILLIS ? proven : Math.min(proven, closedMillis / 2);
    }

    /** A connection is open after this idle time. */
    IdleTrust survived(long idleMillis) {
        return idleMillis <= provenMillis ? this : new IdleTrust(idleMillis, closedMillis, closedAt);
    }

    /** The target closed a connection after this idle time. */
    IdleTrust closed(long idleMillis, long now) {
        boolean known = now - closedAt <= REMEMBERED_MILLIS;
        return new IdleTrust(0, known ? Math.min(closedMillis, idleMillis) : idleMillis, now);
    }
}

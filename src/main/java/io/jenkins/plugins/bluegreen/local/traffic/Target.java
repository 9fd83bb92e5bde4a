package io.jenkins.plugins.bluegreen.local.traffic;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A registered target: what the checks say of it, and what it is serving. */
final class Target {

    /** Stands for the time at which slow start began when there is none. */
    static final long NOT_SLOW = Long.MIN_VALUE;

    /** A restart closes connections too: what was learned from it must not hold for ever. */
    private static final long KEEP_ALIVE_REMEMBERED_MILLIS = 60_000;

    private final TargetSpec spec;
    private final InetSocketAddress address;
    private final AtomicInteger inFlight = new AtomicInteger();

    private volatile KeepAlive keepAlive;

    /** What was learned of the target's keep-alive time. */
    private record KeepAlive(long safeMillis, long at) {}

    /** Written under the control lock of {@link TargetGroup}. */
    private volatile Health health;

    private final boolean slowStart;
    private volatile long slowStartFrom = NOT_SLOW;

    /**
     * A new registration.
     *
     * @param slowStart whether its share is to grow slowly once it is healthy
     */
    Target(TargetSpec spec, Health health, boolean slowStart) {
        this.spec = spec;
        this.slowStart = slowStart;
        this.address = new InetSocketAddress(spec.host(), spec.port());
        this.health = health;
    }

    TargetSpec spec() {
        return spec;
    }

    InetSocketAddress address() {
        return address;
    }

    Health health() {
        return health;
    }

    void health(Health next) {
        health = next;
    }

    void requestStarted() {
        inFlight.incrementAndGet();
    }

    void requestEnded() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    boolean slowStart() {
        return slowStart;
    }

    /** From when on its share grows slowly, in milliseconds of the clock, or {@link #NOT_SLOW}. */
    long slowStartFrom() {
        return slowStartFrom;
    }

    void slowStartFrom(long millis) {
        slowStartFrom = millis;
    }

    /** The target closed a connection that had been idle for this long. */
    void closedAfterIdle(long idleMillis, long now) {
        keepAlive = new KeepAlive(Math.min(idleMillis / 2, keepIdle(Long.MAX_VALUE, now)), now);
    }

    /**
     * How long an idle connection to it may be kept: half of the shortest time after which it closed one lately, so that we
     * are sure to close first.
     *
     * @param otherwise milliseconds when it has not been seen to close any
     */
    long keepIdle(long otherwise, long now) {
        KeepAlive seen = keepAlive;
        return seen == null || now - seen.at() > KEEP_ALIVE_REMEMBERED_MILLIS
                ? otherwise
                : Math.min(otherwise, seen.safeMillis());
    }

    TargetStatus status() {
        Health now = health;
        return new TargetStatus(spec.id(), spec.port(), now.state(), now.reason(), now.description(), inFlight.get());
    }
}

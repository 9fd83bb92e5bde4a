package io.jenkins.plugins.bluegreen.local.traffic;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A registered target: what the checks say of it, and what it is serving. */
final class Target {

    /** Stands for the time at which slow start began when there is none. */
    static final long NOT_SLOW = Long.MIN_VALUE;

    private final TargetSpec spec;
    private final InetSocketAddress address;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Racing updates may lose an observation; the next one makes up for it. */
    private volatile IdleTrust idleTrust = IdleTrust.NONE;

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

    IdleTrust idleTrust() {
        return idleTrust;
    }

    void idleTrust(IdleTrust next) {
        idleTrust = next;
    }

    TargetStatus status() {
        Health now = health;
        return new TargetStatus(spec.id(), spec.port(), now.state(), now.reason(), now.description(), inFlight.get());
    }
}

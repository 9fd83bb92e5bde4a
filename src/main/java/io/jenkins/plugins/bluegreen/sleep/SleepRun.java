package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Lease;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One way to sleep or out of it: looks, decides, acts, and comes back later until it is done. */
final class SleepRun {
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration NEXT = Duration.ofSeconds(1);

    private final SleepServices services;
    private final Sleepable sleepable;
    private final Wish wish;
    private final Optional<Release> first;
    private final String by;
    private final Consumer<String> progress;
    private final Instant begun;
    private final CompletableFuture<Sleeping.Outcome> ended = new CompletableFuture<>();
    private Lease lease;
    private List<Verdict> judged = List.of();
    private String said = "";
    private boolean ticking;
    private boolean stopped;

    SleepRun(
            SleepServices services,
            Sleepable sleepable,
            Wish wish,
            Optional<Release> first,
            String by,
            Consumer<String> progress,
            Lease lease) {
        this.services = services;
        this.sleepable = sleepable;
        this.wish = wish;
        this.first = first;
        this.by = by;
        this.progress = progress;
        this.lease = lease;
        this.begun = services.clock().now();
    }

    CompletableFuture<Sleeping.Outcome> ended() {
        return ended;
    }

    /**
     * No step begins after this. The lease is given back, now or by the step that is going on, so that another controller can go on at
     * once; nobody is told an end.
     */
    synchronized void stop() {
        if (!stopped && !ended.isDone()) {
            stopped = true;
            if (!ticking) {
                giveBack();
            }
        }
    }

    void tick() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            ticking = true;
        }
        step();
        synchronized (this) {
            ticking = false;
            if (stopped && !ended.isDone()) {
                giveBack();
            }
        }
    }

    private void step() {
        try {
            Instant now = services.clock().now();
            lease = services.leases().renew(lease, services.leaseLength(), now);
            goOn(once(now), now);
        } catch (WorldException e) {
            boolean passes = e.kind() == WorldException.Kind.THROTTLED || e.kind() == WorldException.Kind.UNAVAILABLE;
            if (passes) {
                goOn(Sleeper.Decision.await(e.getMessage()), services.clock().now());
            } else {
                fail(e.getMessage(), e);
            }
        } catch (LeaseHeldException e) {
            ended.completeExceptionally(e);
        } catch (RuntimeException e) {
            fail(String.valueOf(e.getMessage()), e);
        }
    }

    private Sleeper.Decision once(Instant now) {
        Bedside bedside = new Bedside(sleepable, services);
        Sighting seen = bedside.look().judged(judged);
        Sleeper.Decision decision = Sleeper.decide(wish, sleepable.size(), first, seen);
        judged = List.of();
        for (Act act : decision.acts()) {
            if (act instanceof Act.Judge) {
                judged = services.verify().apply(sleepable.environment());
            } else {
                bedside.apply(act, now, by);
            }
        }
        return decision;
    }

    private void goOn(Sleeper.Decision decision, Instant now) {
        if (!decision.waitingFor().equals(said)) {
            said = decision.waitingFor();
            progress.accept(said);
        }
        Duration took = Duration.between(begun, now);
        if (decision.isDone()) {
            giveBack();
            ended.complete(new Sleeping.Outcome(wish, said, took));
        } else if (decision.isHopeless()) {
            fail(said, null);
        } else if (took.compareTo(Sleeping.MOST) > 0) {
            fail("not done after " + Sleeping.MOST.toMinutes() + " minutes: " + said, null);
        } else {
            boolean acted = !decision.acts().isEmpty();
            services.scheduler().after(acted ? NEXT : POLL, this::tick);
        }
    }

    private void fail(String why, Throwable cause) {
        giveBack();
        ended.completeExceptionally(new SleepFailedException(
                "environment " + sleepable.name() + " is not " + (wish == Wish.ASLEEP ? "asleep" : "awake") + ": " + why
                        + "; `bluegreen " + wish.verb() + " " + sleepable.name() + "` goes on from here",
                cause));
    }

    private void giveBack() {
        try {
            services.leases().release(lease);
        } catch (RuntimeException e) {
            System.getLogger(SleepRun.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the lease of " + sleepable.name() + " was not given back and ends at " + lease.expires(),
                            e);
        }
    }
}

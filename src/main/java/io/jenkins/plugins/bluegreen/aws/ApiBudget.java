package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps all deployments of one account and region together below the rate at which an AWS service begins to throttle, and keeps a part of
 * that rate for the way back. Each call takes a token of its lane; reads and changes of the load balancer share one bucket, changes take
 * from a second one as well, as at AWS (Elastic Load Balancing user guide, "API throttling").
 *
 * <p>Waiting is first come, first served: a caller is promised the next token when it asks, so nobody overtakes. It then waits for a timer
 * of the {@link Scheduler}, so that virtual time works, or for the time itself to pass, because all threads of the scheduler may be waiting
 * here; the wait has an upper bound, beyond which nothing is taken and the call is refused.
 */
final class ApiBudget {
    /** Longest wait for a token. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final String service;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Lane ordinary;
    private final Lane reserve;

    /** The two buckets that a call takes from. */
    record Lane(TokenBucket all, TokenBucket changes) {
        Duration until(Instant now, boolean change) {
            Duration wait = all.until(now);
            Duration more = change ? changes.until(now) : Duration.ZERO;
            return wait.compareTo(more) >= 0 ? wait : more;
        }

        void take(Instant now, boolean change) {
            all.take(now);
            if (change) {
                changes.take(now);
            }
        }
    }

    ApiBudget(String service, Clock clock, Scheduler scheduler, Lane ordinary, Lane reserve) {
        this.service = service;
        this.clock = clock;
        this.scheduler = scheduler;
        this.ordinary = ordinary;
        this.reserve = reserve;
    }

    /** AWS allows 40 calls at once and 10 a second, of which 20 and 3 changes; both lanes together stay below. */
    static ApiBudget elasticLoadBalancing(Clock clock, Scheduler scheduler) {
        Instant now = clock.now();
        return new ApiBudget(
                "Elastic Load Balancing",
                clock,
                scheduler,
                new Lane(new TokenBucket(28, 7.5, now), new TokenBucket(12, 2, now)),
                new Lane(new TokenBucket(10, 2, now), new TokenBucket(6, 0.8, now)));
    }

    /** AWS does not publish its numbers for Auto Scaling and asks for few calls. */
    static ApiBudget autoScaling(Clock clock, Scheduler scheduler) {
        Instant now = clock.now();
        return new ApiBudget(
                "Auto Scaling",
                clock,
                scheduler,
                new Lane(new TokenBucket(20, 5, now), new TokenBucket(10, 2, now)),
                new Lane(new TokenBucket(10, 2, now), new TokenBucket(6, 1, now)));
    }

    /**
     * Waits until the call may be sent.
     *
     * @throws WorldException THROTTLED if that would take longer than {@link #LIMIT}
     */
    void acquire(boolean change, Urgency urgency) {
        Duration wait = promise(change, urgency);
        if (!wait.isZero()) {
            await(wait);
        }
    }

    private synchronized Duration promise(boolean change, Urgency urgency) {
        Instant now = clock.now();
        Lane lane = ordinary;
        Duration wait = ordinary.until(now, change);
        if (urgency == Urgency.ROLLBACK) {
            Duration fromReserve = reserve.until(now, change);
            if (fromReserve.compareTo(wait) < 0) {
                lane = reserve;
                wait = fromReserve;
            }
        }
        if (wait.compareTo(LIMIT) > 0) {
            throw new WorldException(
                    WorldException.Kind.THROTTLED,
                    "the budget of " + service + " calls for this account and region is spent for the next "
                            + wait.toSeconds() + " s: too many deployments at once; it is tried again");
        }
        lane.take(now, change);
        return wait;
    }

    private void await(Duration wait) {
        CountDownLatch turn = new CountDownLatch(1);
        Instant due = clock.now().plus(wait);
        Scheduler.Timer timer = scheduler.after(wait, turn::countDown);
        try {
            boolean called = turn.await(wait.toMillis() + 1, TimeUnit.MILLISECONDS);
            if (!called && clock.now().isBefore(due) && !turn.await(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WorldException(
                        WorldException.Kind.THROTTLED,
                        "a " + service + " call waited " + 2 * LIMIT.toSeconds()
                                + " s for its turn: this machine is too busy; it is tried again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldException(
                    WorldException.Kind.UNAVAILABLE, "interrupted while waiting to call " + service, e);
        } finally {
            timer.cancel();
        }
    }

    /** Takes note of an attempt that the SDK sent on its own: it cannot be held back, but those after it can. */
    synchronized void alsoSent(boolean change) {
        ordinary.take(clock.now(), change);
    }
}

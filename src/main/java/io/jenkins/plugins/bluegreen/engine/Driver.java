package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Receipt;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.port.Lease;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.UnreadableJournalException;
import io.jenkins.plugins.bluegreen.port.VersionConflictException;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drives one deployment, tick by tick: renew the lease, load, observe, decide, save, and only then act. Alone does I/O; holds no thread
 * between ticks. Killed at any point, the next driver goes on from the journal.
 */
final class Driver {
    private static final Logger LOG = Logger.getLogger(Driver.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** What is asked for the first time has mostly happened so soon; what has to be asked again waits for the next look. */
    private static final Duration SOON = Duration.ofMillis(250);

    private final Services services;
    private final String environment;
    private final String id;
    private final Observer observer;
    private final Worker worker;
    private final Ticker ticker;
    private final List<ProgressListener> listeners = new CopyOnWriteArrayList<>();
    private final Consumer<Driver> finished;
    private List<Effect> asked = List.of();
    private boolean woken;
    private boolean ended;
    private Lease lease;

    /** @param finished told once, when it drives no longer */
    Driver(Services services, Deployment deployment, Consumer<Driver> finished) {
        this.services = services;
        this.environment = deployment.order().environment().name();
        this.id = deployment.id();
        World world = services.worlds().of(deployment.order().environment(), id);
        this.observer = new Observer(world, services.clock());
        this.worker = new Worker(world, observer, this::keepLease);
        this.ticker = new Ticker(services.scheduler(), this::tick);
        this.finished = finished;
    }

    /** Looks again now, and tells these what it sees; false if it has ended and drives no longer. */
    synchronized boolean wake(ProgressListener... more) {
        if (ended) {
            return false;
        }
        listeners.addAll(List.of(more));
        woken = true;
        ticker.wake();
        return true;
    }

    /** Stops after the tick that is running, leaving everything resumable. */
    void stop() {
        ticker.stop(this::releaseLease);
    }

    /** One tick; returns when to look again, or a negative time to stop. */
    private Duration tick() {
        try {
            return tickOnce();
        } catch (VersionConflictException e) {
            LOG.log(Level.FINE, "deployment {0} was saved by another controller first; looking again", id);
            return Duration.ZERO;
        } catch (LeaseHeldException e) {
            return giveUp(e.getMessage());
        } catch (UnreadableJournalException e) {
            return giveUp(e.getMessage());
        } catch (WorldException e) {
            LOG.log(Level.WARNING, "deployment " + id + ": " + e.getMessage() + "; trying again");
            return RETRY;
        }
    }

    private Duration tickOnce() {
        synchronized (this) {
            woken = false;
        }
        keepLease();
        Stored stored = services.store()
                .load(environment, id)
                .orElseThrow(() -> new UnreadableJournalException(
                        "deployment " + id + " of " + environment + " is no longer in the store", null));
        Deployment before = stored.deployment();
        if (before.phase().isTerminal() || before.phase() == Phase.HALTED) {
            return end();
        }
        if (stored.fence() > lease.fence()) {
            return giveUp("deployment " + id + " is driven by a controller with a newer lease");
        }
        Observation seen = observer.look(before);
        Instant now = services.clock().now();
        Decision decision = Machine.decide(before, seen, now);
        if (!decision.events().isEmpty()) {
            services.store().save(stored.plus(decision.events(), lease.fence()));
            services.announce(decision.next(), decision.events());
            if (decision.events().stream().anyMatch(Event.PhaseEntered.class::isInstance)) {
                observer.saved();
            }
        }
        worker.apply(decision.next(), decision.effects());
        if (!before.isDoneForCaller() && decision.next().isDoneForCaller()) {
            publish(stored.plus(decision.events(), lease.fence()));
        }
        tell(new Progress(
                decision.next(),
                decision.events(),
                decision.waitingFor(),
                decision.verdicts(),
                seen,
                before.tally().plus(seen.tally()),
                RollbackBound.of(decision.next(), seen),
                now));
        return decision.next().phase().isTerminal() || decision.next().phase() == Phase.HALTED
                ? end()
                : nextLook(decision);
    }

    private Duration nextLook(Decision decision) {
        boolean isNew = !decision.effects().isEmpty() && !decision.effects().equals(asked);
        asked = decision.effects();
        return isNew && SOON.compareTo(decision.wakeAfter()) < 0 ? SOON : decision.wakeAfter();
    }

    /** After this the lease has two thirds of its length left, which is longer than any call takes, or it is not ours any more. */
    private void keepLease() {
        Instant now = services.clock().now();
        Duration length = services.leaseLength();
        if (lease == null) {
            lease = services.leases().acquire(environment, services.holder() + "/" + id, length, now);
        } else if (Duration.between(now, lease.expires())
                        .compareTo(length.multipliedBy(2).dividedBy(3))
                < 0) {
            lease = services.leases().renew(lease, length, now);
        }
    }

    private Duration end() {
        synchronized (this) {
            if (woken) {
                // Somebody has said something since this tick began, and counts on its being driven.
                return Duration.ZERO;
            }
            ended = true;
        }
        finish();
        return Ticker.STOP;
    }

    private void finish() {
        releaseLease();
        finished.accept(this);
    }

    private Duration giveUp(String reason) {
        LOG.log(Level.INFO, "deployment {0} is no longer driven here: {1}", new Object[] {id, reason});
        synchronized (this) {
            ended = true;
        }
        finish();
        listeners.forEach(listener -> listener.stopped(reason));
        return Ticker.STOP;
    }

    private void releaseLease() {
        Lease held = lease;
        lease = null;
        if (held != null) {
            try {
                services.leases().release(held);
            } catch (WorldException e) {
                LOG.log(Level.FINE, "the lease of {0} runs out by itself: {1}", new Object[] {
                    environment, e.getMessage()
                });
            }
        }
    }

    private void publish(Stored saved) {
        try {
            Receipt receipt = Receipts.of(saved, Tally.NONE, services.clock().now());
            services.metrics().record(saved.order().environment(), receipt);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "metrics could not be published, the deployment goes on: " + e.getMessage(), e);
        }
    }

    private void tell(Progress progress) {
        for (ProgressListener listener : listeners) {
            try {
                listener.progressed(progress);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed, the deployment goes on: " + e.getMessage(), e);
            }
        }
    }
}

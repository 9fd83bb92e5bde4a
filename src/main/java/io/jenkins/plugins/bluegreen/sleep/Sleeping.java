package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.port.Lease;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Puts environments to sleep and wakes them. While it does, it holds the environment's lease, so no deployment can begin; and it does
 * not begin while a deployment is under way. What was interrupted is finished by asking again, from any controller.
 */
public final class Sleeping implements AutoCloseable {
    /** An RDS instance may take a quarter of an hour to stop or start; twice that is trouble. */
    public static final Duration MOST = Duration.ofMinutes(30);

    /** A deployment cannot begin before the one before it has ended, so only the newest can be under way. */
    private static final int LOOK_BACK = 2;

    private final SleepServices services;
    private final Runs runs;

    /** What is under way here, whoever asked for it. */
    private static final class Runs {
        private final AtomicInteger begun = new AtomicInteger();
        private final Set<SleepRun> going = ConcurrentHashMap.newKeySet();
    }

    public Sleeping(SleepServices services) {
        this(services, new Runs());
    }

    private Sleeping(SleepServices services, Runs runs) {
        this.services = services;
        this.runs = runs;
    }

    /** The same for somebody who sees the world in another way; closed together with this one. */
    public Sleeping with(SleepServices others) {
        return new Sleeping(others, runs);
    }

    /**
     * How it ended.
     *
     * @param wish what was asked for, and is so now
     * @param how one sentence
     * @param took how long
     */
    public record Outcome(Wish wish, String how, Duration took) {}

    /** The same as {@link #bring(Sleepable, Wish, Optional, String, Consumer)}, for an environment that has been released to. */
    public CompletableFuture<Outcome> bring(Sleepable sleepable, Wish wish, String by, Consumer<String> progress) {
        return bring(sleepable, wish, Optional.empty(), by, progress);
    }

    /**
     * Brings an environment to sleep, or awake; what is so already is done at once. Returns when the first step has been taken; the
     * future completes with {@link SleepFailedException} if it takes longer than {@link #MOST} or a person is needed.
     *
     * @param first release that the live side wakes with if it never had one; without effect if it had
     * @param by who wants it
     * @param progress gets a sentence whenever there is a new one
     * @throws SleepRefusedException if a deployment is under way
     * @throws LeaseHeldException if another controller is changing the environment at this moment
     */
    public CompletableFuture<Outcome> bring(
            Sleepable sleepable, Wish wish, Optional<Release> first, String by, Consumer<String> progress) {
        // Before the lease, too: that a deployment is under way says more than that its driver holds the lease.
        refuseDuringDeployment(sleepable, wish);
        Instant now = services.clock().now();
        // A holder of its own, so that an engine in the same process cannot take the lease to be its own.
        String holder = services.holder() + "/" + wish.verb() + "-" + runs.begun.incrementAndGet();
        Lease lease = services.leases().acquire(sleepable.name(), holder, services.leaseLength(), now);
        try {
            refuseDuringDeployment(sleepable, wish);
            SleepRun run = new SleepRun(services, sleepable, wish, first, by, progress, lease);
            runs.going.add(run);
            run.ended().whenComplete((outcome, failure) -> runs.going.remove(run));
            run.tick();
            return run.ended();
        } catch (RuntimeException e) {
            services.leases().release(lease);
            throw e;
        }
    }

    private void refuseDuringDeployment(Sleepable sleepable, Wish wish) {
        underWay(sleepable.name()).ifPresent(deployment -> {
            throw new SleepRefusedException("deployment " + deployment.id() + " of environment " + sleepable.name()
                    + " is " + deployment.phase().words() + ": " + wish.verb()
                    + " it when that has ended (`bluegreen retire "
                    + sleepable.name() + "` ends a keep window)");
        });
    }

    /** The environment's deployment that has not ended, if there is one. */
    Optional<Deployment> underWay(String environment) {
        return services.store().recent(environment, LOOK_BACK).stream()
                .flatMap(id -> services.store().load(environment, id).stream())
                .map(Stored::deployment)
                .filter(deployment -> !deployment.phase().isTerminal())
                .findFirst();
    }

    /**
     * Looks whether an environment sleeps; changes nothing.
     *
     * @throws WorldException if it cannot be read
     */
    public SleepStatus status(Sleepable sleepable) {
        return new Bedside(sleepable, services).status();
    }

    /** No schedule puts the environment to sleep before then; what it missed is done then. */
    public void keepAwake(Sleepable sleepable, Instant until) {
        new Bedside(sleepable, services).keepAwake(until);
    }

    /** Stops after what is being done right now; asked again, here or elsewhere, an environment goes on from there. */
    @Override
    public void close() {
        runs.going.forEach(SleepRun::stop);
        runs.going.clear();
    }
}

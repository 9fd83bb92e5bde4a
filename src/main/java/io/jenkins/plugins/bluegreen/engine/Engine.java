package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Heading;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.SchemaContract;
import io.jenkins.plugins.bluegreen.model.SchemaUsers;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.VersionConflictException;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The door of the engine: begins deployments, drives them, tells them what people want. All methods return at once (apart from the
 * store's and AWS's own answering time); what takes long is a {@link CompletableFuture}.
 */
public final class Engine implements AutoCloseable {
    private static final int SAVE_ATTEMPTS = 20;
    private static final int HISTORY = 20;
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Services services;
    private final Planner planner;
    private final Map<Key, Driver> drivers = new ConcurrentHashMap<>();

    /** Ids tell the deployments of one environment apart; two environments may use the same one. */
    private record Key(String environment, String id) {}

    public Engine(Services services) {
        this.services = services;
        this.planner = new Planner(services);
    }

    /**
     * Writes an order down; nothing in the world is changed before {@link #drive}.
     *
     * @throws EnvironmentBusyException if another deployment of the environment has not ended
     * @throws RefusedException if no side of the environment is live
     * @throws LeaseHeldException if another controller is changing the environment at this moment
     */
    public Deployment begin(Request request) {
        return planner.plan(request).deployment();
    }

    /**
     * Drives a deployment until it ends, here, in the background; harmless if it is driven already. The future completes when the
     * deployment comes to rest for its caller ({@link Resting}), which may be long before it ends, and completes with
     * {@link StoppedException} if it cannot be driven here.
     */
    public CompletableFuture<Deployment> drive(String environment, String id, ProgressListener listener) {
        return drive(environment, id, listener, Resting::isAtRest);
    }

    private CompletableFuture<Deployment> drive(
            String environment, String id, ProgressListener listener, Predicate<Deployment> rest) {
        Deployment deployment = require(environment, id).deployment();
        CompletableFuture<Deployment> atRest = new CompletableFuture<>();
        if (rest.test(deployment)) {
            atRest.complete(deployment);
        }
        if (deployment.phase().isTerminal() || deployment.phase() == Phase.HALTED) {
            return atRest;
        }
        ProgressListener awaited = new ProgressListener() {
            @Override
            public void progressed(Progress progress) {
                if (rest.test(progress.deployment())) {
                    atRest.complete(progress.deployment());
                }
            }

            @Override
            public void stopped(String reason) {
                atRest.completeExceptionally(new StoppedException(reason));
            }
        };
        drivers.compute(new Key(environment, id), (key, present) -> {
            if (present != null && present.wake(listener, awaited)) {
                return present;
            }
            Driver driver = new Driver(services, deployment, ended -> drivers.remove(key, ended));
            driver.wake(listener, awaited);
            return driver;
        });
        return atRest;
    }

    /**
     * Tells a deployment what a person wants. Takes effect for whichever controller drives it; call {@link #drive} to be that one.
     *
     * @throws CommandRefusedException if it cannot be done in the present phase
     */
    public Deployment command(String environment, String id, Command command) {
        for (int attempt = 1; ; attempt++) {
            Stored stored = require(environment, id);
            if (command instanceof Command.RollBack) {
                requireSchemaForWayBack(stored.deployment());
            }
            List<Event> events = Commands.apply(
                    stored.deployment(), command, services.clock().now());
            try {
                Stored saved = services.store().save(stored.plus(events, stored.fence()));
                Deployment after = saved.deployment();
                Optional.ofNullable(drivers.get(new Key(environment, id))).ifPresent(Driver::wake);
                services.announce(after, events);
                return after;
            } catch (VersionConflictException e) {
                if (attempt == SAVE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * A deployment that is done is better left alone than halted by a rollback that the schema forbids. One that is under way is not spared:
     * it must stop. Where the version cannot be read, the rollback itself looks again.
     */
    private void requireSchemaForWayBack(Deployment deployment) {
        if (deployment.phase() != Phase.KEEPING || deployment.heading() != Heading.FORWARD) {
            return;
        }
        Environment environment = deployment.order().environment();
        try {
            OptionalInt version = services.worlds().of(environment).schema().version(environment);
            if (version.isPresent()) {
                Verdict back = SchemaContract.mayRollBack(deployment.order().previous(), version.getAsInt());
                if (!back.isPass()) {
                    throw new CommandRefusedException(
                            "deployment " + deployment.id() + " stays as it is: " + back.reason());
                }
            }
        } catch (WorldException e) {
            // not known
        }
    }

    /** The environment's deployment that has not ended, if there is one. */
    public Optional<Stored> active(String environment) {
        return history(environment).stream()
                .filter(stored -> !stored.deployment().phase().isTerminal())
                .findFirst();
    }

    /** The environment's recent deployments, newest first. */
    public List<Stored> history(String environment) {
        return services.store().recent(environment, HISTORY).stream()
                .flatMap(id -> services.store().load(environment, id).stream())
                .toList();
    }

    /** Which releases the environment's database must go on serving. */
    public SchemaUsers schemaUsers(String environment) {
        return services.store().recent(environment, 1).stream()
                .flatMap(id -> services.store().load(environment, id).stream())
                .findFirst()
                .map(newest -> SchemaUsers.of(newest.deployment()))
                .orElse(SchemaUsers.NOBODY);
    }

    /** A deployment with its journal. */
    public Optional<Stored> find(String environment, String id) {
        return services.store().load(environment, id);
    }

    /**
     * Waits until the environment is free for another deployment. A deployment that is done for its caller is brought to its end early:
     * its keep window is given up. One that is not done, or is halted, is in the way: the future fails with
     * {@link EnvironmentBusyException}.
     */
    public CompletableFuture<Void> whenFree(String environment, String by, ProgressListener listener) {
        CompletableFuture<Void> free = new CompletableFuture<>();
        makeFree(environment, by, listener, free);
        return free;
    }

    private void makeFree(String environment, String by, ProgressListener listener, CompletableFuture<Void> free) {
        try {
            Optional<Stored> active = active(environment);
            if (active.isEmpty()) {
                free.complete(null);
                return;
            }
            Deployment deployment = active.get().deployment();
            if (!deployment.isDoneForCaller() || deployment.phase() == Phase.HALTED) {
                throw new EnvironmentBusyException(deployment);
            }
            if (deployment.phase() == Phase.KEEPING) {
                command(environment, deployment.id(), new Command.Retire(by));
            }
            if (!drivers.containsKey(new Key(environment, deployment.id()))) {
                drive(environment, deployment.id(), listener, state -> state.phase()
                        .isTerminal());
            }
            services.scheduler().after(POLL, () -> makeFree(environment, by, listener, free));
        } catch (RuntimeException e) {
            free.completeExceptionally(e);
        }
    }

    private Stored require(String environment, String id) {
        return services.store()
                .load(environment, id)
                .orElseThrow(() -> new RefusedException("there is no deployment " + id + " of environment "
                        + environment + " in the store: `status` lists what there is"));
    }

    /** Stops driving everything here, after the ticks that are running; all of it can be resumed, here or elsewhere. */
    @Override
    public void close() {
        drivers.values().forEach(Driver::stop);
        drivers.clear();
    }
}

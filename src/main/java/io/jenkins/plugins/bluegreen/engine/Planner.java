package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.RuleReading;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import io.jenkins.plugins.bluegreen.port.Lease;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Writes orders: finds out which side is live and what it runs, from the load balancer itself and not from memory. */
final class Planner {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LOOK_BACK = 20;
    private static final Logger LOG = Logger.getLogger(Planner.class.getName());

    private final Services services;

    Planner(Services services) {
        this.services = services;
    }

    Stored plan(Request request) {
        Environment environment = request.environment();
        Instant now = services.clock().now();
        String id = ID.format(now);
        Lease lease = services.leases()
                .acquire(environment.name(), services.holder() + "/" + id, services.leaseLength(), now);
        try {
            List<Stored> history = history(environment);
            history.stream()
                    .map(Stored::deployment)
                    .filter(deployment -> !deployment.phase().isTerminal())
                    .findFirst()
                    .ifPresent(active -> {
                        throw new EnvironmentBusyException(active);
                    });
            World world = services.worlds().of(environment);
            Colour live = liveSide(environment, world.traffic().read(environment, Urgency.ORDINARY));
            Release previous = runningOn(world.fleet().read(environment, live, Urgency.ORDINARY), history);
            Order order = new Order(
                    id,
                    environment,
                    request.release(),
                    previous,
                    live,
                    request.plan(),
                    request.stopWhenVerified(),
                    request.by(),
                    now);
            return services.store().save(Stored.first(order).plus(List.of(), lease.fence()));
        } finally {
            giveBack(lease);
        }
    }

    /** What was written down stands, whether or not the lease can be given back: it runs out by itself. */
    private void giveBack(Lease lease) {
        try {
            services.leases().release(lease);
        } catch (WorldException e) {
            LOG.log(Level.FINE, "the lease of {0} runs out by itself: {1}", new Object[] {
                lease.environment(), e.getMessage()
            });
        }
    }

    private List<Stored> history(Environment environment) {
        return services.store().recent(environment.name(), LOOK_BACK).stream()
                .flatMap(id -> services.store().load(environment.name(), id).stream())
                .toList();
    }

    /** The side that every rule gives everything to. */
    static Colour liveSide(Environment environment, List<RuleReading> readings) {
        Optional<Colour> live = Inspection.live(readings);
        if (live.isPresent()) {
            return live.get();
        }
        String found = readings.stream()
                .map(reading -> reading.rule().arn() + " at " + reading.raw())
                .collect(Collectors.joining(", "));
        if (readings.stream().anyMatch(reading -> reading.split().isEmpty())) {
            throw new RefusedException(
                    "the rules of environment " + environment.name() + " cannot be used as they are (" + found
                            + "): correct the ARNs in the configuration, or let them forward to both sides at 100/0");
        }
        throw new RefusedException("no side of environment " + environment.name() + " has all the traffic (" + found
                + "): bring every rule to 100/0 first");
    }

    /** The release that is live: what its instances are tagged with, with what an earlier deployment knew of it. */
    private static Release runningOn(SideReading side, List<Stored> history) {
        String tagged = side.targets().stream()
                .filter(Target::isReady)
                .map(Target::release)
                .filter(release -> !release.isEmpty())
                .findFirst()
                .orElse(side.release());
        String id = tagged.isEmpty() ? "unknown" : tagged;
        return history.stream()
                .map(Stored::deployment)
                .map(Deployment::order)
                .map(Order::release)
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElseGet(() -> Release.of(id));
    }
}

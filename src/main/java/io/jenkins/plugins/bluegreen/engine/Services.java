package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.MetricSink;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Everything an engine works with.
 *
 * @param holder who this controller is, in leases: host and process, or the Jenkins it runs in
 * @param leaseLength how long a lease lasts unless renewed; renewed when a third of it is gone
 */
public record Services(
        Worlds worlds,
        DeploymentStore store,
        LeaseStore leases,
        Notifier notifier,
        MetricSink metrics,
        Clock clock,
        Scheduler scheduler,
        String holder,
        Duration leaseLength) {
    private static final Logger LOG = Logger.getLogger(Services.class.getName());

    /** Sixty seconds: long enough for a slow call, short enough to take over from a dead controller. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    public Services {
        Objects.requireNonNull(worlds, "worlds");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(leases, "leases");
        Objects.requireNonNull(notifier, "notifier");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(scheduler, "scheduler");
    }

    /** The same, with the world seen by somebody else. */
    public Services with(Worlds others) {
        return new Services(others, store, leases, notifier, metrics, clock, scheduler, holder, leaseLength);
    }

    /** Tells what has been saved. Failing must not hurt the deployment. */
    void announce(Deployment after, List<Event> saved) {
        for (Event event : saved) {
            try {
                notifier.happened(after, event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a notification failed, the deployment goes on: " + e.getMessage(), e);
            }
        }
    }
}

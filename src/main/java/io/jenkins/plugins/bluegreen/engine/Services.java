package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.MetricSink;
import io.jenkins.plugins.bluegreen.port.Notifier;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Worlds;
import java.time.Duration;
import java.util.Objects;

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
}

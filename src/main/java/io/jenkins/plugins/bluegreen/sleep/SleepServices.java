package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.Notes;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Everything that putting to sleep and waking works with.
 *
 * @param databases the databases beside an environment
 * @param notes what is written on an environment's sides
 * @param verify judges an environment as its users meet it
 * @param holder who this controller is, in leases
 * @param leaseLength how long a lease lasts unless renewed
 */
public record SleepServices(
        Worlds worlds,
        Function<Environment, Database> databases,
        Function<Environment, Notes> notes,
        Function<Environment, List<Verdict>> verify,
        DeploymentStore store,
        LeaseStore leases,
        Clock clock,
        Scheduler scheduler,
        String holder,
        Duration leaseLength) {
    public SleepServices {
        Objects.requireNonNull(worlds, "worlds");
        Objects.requireNonNull(databases, "databases");
        Objects.requireNonNull(notes, "notes");
        Objects.requireNonNull(verify, "verify");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(leases, "leases");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(scheduler, "scheduler");
    }
}

package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.ProgressListener;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Looks every minute after what nobody looks after: drives on deployments whose controller is gone (so keep windows end, idle sides are
 * retired, expired approvals are taken back), and does what schedules ask for. Several of these beside each other, and other controllers,
 * do no harm: whoever has the lease drives.
 */
final class Upkeep {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Engine engine;
    private final DeploymentStore store;
    private final Scheduler scheduler;
    private final ProgressListener recorder;
    private final Runnable schedules;
    private final Consumer<String> log;

    /**
     * @param recorder sees what is driven
     * @param schedules looks after the schedules once
     * @param log gets a sentence for whatever fails
     */
    Upkeep(
            Engine engine,
            DeploymentStore store,
            Scheduler scheduler,
            ProgressListener recorder,
            Runnable schedules,
            Consumer<String> log) {
        this.engine = engine;
        this.store = store;
        this.scheduler = scheduler;
        this.recorder = recorder;
        this.schedules = schedules;
        this.log = log;
    }

    /** Looks now, and again every minute until the scheduler is closed. */
    void begin() {
        scheduler.after(Duration.ZERO, this::round);
    }

    private void round() {
        scheduler.after(PERIOD, this::round);
        try {
            for (String environment : store.environments()) {
                engine.active(environment)
                        .map(Stored::deployment)
                        .ifPresent(deployment -> engine.drive(environment, deployment.id(), recorder));
            }
            schedules.run();
        } catch (RuntimeException e) {
            log.accept("this minute's look failed, the next comes: " + e.getMessage());
        }
    }
}

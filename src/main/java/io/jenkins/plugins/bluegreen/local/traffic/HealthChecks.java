package io.jenkins.plugins.bluegreen.local.traffic;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Checks every target of every group that a rule names, each at its group's interval, the first time at once. */
final class HealthChecks implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final HealthProbe probe;
    private final Map<Target, ScheduledFuture<?>> running = new ConcurrentHashMap<>();

    HealthChecks(ScheduledExecutorService timer, HealthProbe probe) {
        this.timer = timer;
        this.probe = probe;
    }

    /** Begins to check the targets of a group that are not checked yet, at the present settings of the group. */
    void start(TargetGroup group) {
        Optional<TargetGroupSpec> spec = group.spec();
        if (spec.isEmpty()) {
            return;
        }
        long interval = spec.get().healthCheck().interval().toNanos();
        for (Target target : group.toCheck()) {
            running.computeIfAbsent(
                    target,
                    added -> timer.scheduleAtFixedRate(() -> check(group, added), 0, interval, TimeUnit.NANOSECONDS));
        }
    }

    /** Starts anew with other settings. */
    void restart(TargetGroup group) {
        group.toCheck().forEach(this::stop);
        start(group);
    }

    void stop(Target target) {
        ScheduledFuture<?> future = running.remove(target);
        if (future != null) {
            future.cancel(false);
        }
    }

    private void check(TargetGroup group, Target target) {
        if (!group.toCheck().contains(target)) {
            // Another registration of the same id has taken its place.
            stop(target);
            return;
        }
        group.spec().ifPresent(spec -> {
            HealthCheckSpec settings = spec.healthCheck();
            int port = settings.port().orElse(target.spec().port());
            URI uri = URI.create("http://" + target.spec().host() + ":" + port + settings.path());
            probe.ask(uri, settings, result -> group.checked(target, result));
        });
    }

    @Override
    public void close() {
        running.keySet().forEach(this::stop);
    }
}

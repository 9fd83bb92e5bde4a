package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Doing;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An Auto Scaling group with its target group: instances boot, get healthy, drain and go, as time passes. */
final class SimulatedSide {
    private final class Instance {
        final String id;
        final String release;
        final Instant ready;
        final Instant tagged;
        Instant gone;
        boolean sick;
        boolean untagged;

        Instance(String id, String release, Instant ready, Instant tagged) {
            this.id = id;
            this.release = release;
            this.ready = ready;
            this.tagged = tagged;
        }

        boolean isDraining() {
            return gone != null;
        }

        Target reading(Instant now) {
            String tag = untagged || now.isBefore(tagged) ? "" : release;
            if (isDraining()) {
                return new Target(id, tag, Target.Health.DRAINING, false, "Target.DeregistrationInProgress");
            }
            if (now.isBefore(ready)) {
                return new Target(id, tag, Target.Health.INITIAL, false, "Elb.InitialHealthChecking");
            }
            return sick
                    ? new Target(id, tag, Target.Health.UNHEALTHY, true, "Target.FailedHealthChecks")
                    : new Target(id, tag, Target.Health.HEALTHY, true, "");
        }
    }

    private final String name;
    private final List<Instance> instances = new ArrayList<>();
    private Capacity capacity = new Capacity(0, 10, 0);
    private String release;
    private Set<Doing> suspended = Set.of();
    private Duration tagDelay = Duration.ZERO;
    private int launched;

    SimulatedSide(String name, String release) {
        this.name = name;
        this.release = release;
    }

    void launchWith(String newRelease) {
        release = newRelease;
    }

    void resize(Capacity wanted) {
        capacity = wanted;
    }

    void suspend(Set<Doing> these) {
        suspended = Set.copyOf(these);
    }

    Set<Doing> suspended() {
        return suspended;
    }

    Capacity capacity() {
        return capacity;
    }

    String release() {
        return release;
    }

    /** What Auto Scaling and the target group have done by now. */
    void settle(Instant now, Duration boot, Duration drain) {
        instances.removeIf(instance -> instance.isDraining() && !now.isBefore(instance.gone));
        while (standing() < capacity.desired()) {
            instances.add(new Instance(name + "-" + ++launched, release, now.plus(boot), now.plus(tagDelay)));
        }
        for (Instance instance : instances) {
            if (standing() > capacity.desired() && !instance.isDraining()) {
                instance.gone = now.plus(drain);
            }
        }
    }

    int launched() {
        return launched;
    }

    private long standing() {
        return instances.stream().filter(instance -> !instance.isDraining()).count();
    }

    /** An instance is lost at once; Auto Scaling will start another. */
    void lose(int which) {
        List<Instance> standing =
                instances.stream().filter(instance -> !instance.isDraining()).toList();
        if (!standing.isEmpty()) {
            instances.remove(standing.get(which % standing.size()));
        }
    }

    void sicken(boolean sick) {
        instances.forEach(instance -> instance.sick = sick);
    }

    void sickenOne() {
        instances.get(0).sick = true;
    }

    void loseTags() {
        release = "";
        instances.forEach(instance -> instance.untagged = true);
    }

    void tagLate(Duration delay) {
        tagDelay = delay;
    }

    long healthy(Instant now) {
        return instances.stream()
                .filter(instance -> instance.reading(now).isReady())
                .count();
    }

    long healthyWith(String wanted, Instant now) {
        return instances.stream()
                .filter(instance ->
                        instance.release.equals(wanted) && instance.reading(now).isReady())
                .count();
    }

    String runningRelease(Instant now) {
        return instances.stream()
                .filter(instance -> instance.reading(now).isReady())
                .map(instance -> instance.release)
                .findFirst()
                .orElse("");
    }

    SideReading reading(Instant now) {
        List<Target> targets =
                instances.stream().map(instance -> instance.reading(now)).toList();
        return new SideReading(capacity, release, suspended, targets);
    }
}

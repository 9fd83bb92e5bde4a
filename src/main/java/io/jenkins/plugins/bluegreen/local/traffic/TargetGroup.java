package io.jenkins.plugins.bluegreen.local.traffic;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A target group. Changes come one at a time under its lock; requests only read the immutable {@link Candidates} that the
 * last change left behind.
 */
final class TargetGroup {

    private final String arn;
    private final Clock clock;

    /** Guarded by "this". */
    private final Map<String, Target> targets = new LinkedHashMap<>();

    private TargetGroupSpec spec;
    private boolean inUse;

    private volatile Candidates candidates = Candidates.NONE;

    TargetGroup(String arn, Clock clock) {
        this.arn = arn;
        this.clock = clock;
    }

    String arn() {
        return arn;
    }

    /** The targets that may take a request now. */
    Candidates candidates() {
        return candidates;
    }

    synchronized void configure(TargetGroupSpec next) {
        spec = next;
        refresh();
    }

    synchronized Optional<TargetGroupSpec> spec() {
        return Optional.ofNullable(spec);
    }

    /** Whether a rule names this group. Targets of an unused group are neither checked nor used. */
    synchronized void use(boolean used) {
        if (inUse == used) {
            return;
        }
        inUse = used;
        for (Target target : targets.values()) {
            if (target.health().state() != TargetState.DRAINING) {
                target.health(used ? Health.REGISTERING : Health.UNUSED);
            }
        }
        refresh();
    }

    /** Adds a target, or takes one back that is draining. The same registration again changes nothing. */
    synchronized Optional<Target> register(TargetSpec added) {
        Target present = targets.get(added.id());
        if (present != null && present.spec().equals(added) && present.health().state() != TargetState.DRAINING) {
            return Optional.empty();
        }
        // A group without targets has no warm one to spare the newcomers: AWS does not slow their start.
        boolean slow = attributes().slowStart().toMillis() > 0 && !targets.isEmpty();
        Target target = new Target(added, inUse ? Health.REGISTERING : Health.UNUSED, slow);
        targets.put(added.id(), target);
        refresh();
        return Optional.of(target);
    }

    /** Starts to drain; empty when there is nothing to drain: unknown, draining already, or in an unused group. */
    synchronized Optional<Target> drain(String id) {
        Target target = targets.get(id);
        if (target == null || target.health().state() == TargetState.DRAINING) {
            return Optional.empty();
        }
        if (!inUse) {
            targets.remove(id);
            return Optional.empty();
        }
        target.health(Health.DRAINING);
        refresh();
        return Optional.of(target);
    }

    /** Forgets a target, unless another registration has taken its place. */
    synchronized void forget(Target target) {
        targets.remove(target.spec().id(), target);
        refresh();
    }

    /** Forgets all targets and returns them. */
    synchronized List<Target> clear() {
        List<Target> all = List.copyOf(targets.values());
        targets.clear();
        spec = null;
        refresh();
        return all;
    }

    synchronized void checked(Target target, CheckResult result) {
        if (spec == null || targets.get(target.spec().id()) != target) {
            return;
        }
        Health before = target.health();
        Health after = before.after(result, spec.healthCheck());
        target.health(after);
        if (before.state() != after.state()) {
            if (after.state() == TargetState.HEALTHY && target.slowStart()) {
                target.slowStartFrom(clock.millis());
            }
            refresh();
        }
    }

    synchronized List<TargetStatus> statuses() {
        return targets.values().stream().map(Target::status).toList();
    }

    /** The targets to check now: none in an unused group, none that drains. */
    synchronized List<Target> toCheck() {
        return !inUse || spec == null
                ? List.of()
                : targets.values().stream()
                        .filter(target -> target.health().state() != TargetState.DRAINING)
                        .toList();
    }

    synchronized GroupAttributes attributes() {
        return spec == null ? GroupAttributes.DEFAULTS : GroupAttributes.of(spec.attributes());
    }

    private void refresh() {
        List<Target> registered = new ArrayList<>();
        List<Target> healthy = new ArrayList<>();
        for (Target target : targets.values()) {
            TargetState state = target.health().state();
            if (state != TargetState.DRAINING) {
                registered.add(target);
            }
            if (state == TargetState.HEALTHY) {
                healthy.add(target);
            }
        }
        boolean failOpen = healthy.isEmpty() && !registered.isEmpty();
        candidates = new Candidates(failOpen ? registered : healthy, failOpen, attributes(), candidates.cursor());
    }
}

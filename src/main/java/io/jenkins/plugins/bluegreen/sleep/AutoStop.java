package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Puts environments to sleep and wakes them by their schedules. Call {@link #tick} every minute, or whenever; from one controller or from
 * several.
 */
public final class AutoStop {
    private static final String BY = "schedule";

    private final Sleeping sleeping;
    private final Clock clock;
    private final Map<Sleepable, Schedule> schedules;
    private final Consumer<String> log;
    private final Map<String, CompletableFuture<Sleeping.Outcome>> running = new ConcurrentHashMap<>();

    /**
     * @param schedules the environments that have one
     * @param log gets a sentence for whatever is begun, reached or fails
     */
    public AutoStop(Sleeping sleeping, Clock clock, Map<Sleepable, Schedule> schedules, Consumer<String> log) {
        this.sleeping = Objects.requireNonNull(sleeping, "sleeping");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.schedules = Map.copyOf(schedules);
        this.log = Objects.requireNonNull(log, "log");
    }

    /**
     * What was found for an environment.
     *
     * @param environment its name
     * @param wish what is being brought about; empty = nothing
     * @param reason one sentence
     * @param ended completes when it is so, exceptionally if it cannot be; at once if nothing is to be done
     */
    public record Finding(
            String environment,
            Optional<Wish> wish,
            String reason,
            CompletableFuture<Optional<Sleeping.Outcome>> ended) {
        static Finding nothing(String environment, String reason) {
            return new Finding(
                    environment, Optional.empty(), reason, CompletableFuture.completedFuture(Optional.empty()));
        }
    }

    /** Looks once at every environment with a schedule and begins what is due. Never throws: what fails is a finding. */
    public List<Finding> tick() {
        List<Finding> findings = new ArrayList<>();
        schedules.forEach((sleepable, schedule) -> findings.add(look(sleepable, schedule)));
        return List.copyOf(findings);
    }

    private Finding look(Sleepable sleepable, Schedule schedule) {
        String name = sleepable.name();
        CompletableFuture<Sleeping.Outcome> going = running.get(name);
        if (going != null && !going.isDone()) {
            return new Finding(name, Optional.empty(), "it is being done", going.thenApply(Optional::of));
        }
        try {
            Instant now = clock.now();
            Optional<String> underWay = sleeping.underWay(name).map(AutoStop::words);
            Calendar.Decision decision = Calendar.decide(schedule, sleeping.status(sleepable), underWay, now);
            return decision.wish()
                    .map(wish -> begin(sleepable, wish, decision.reason()))
                    .orElseGet(() -> Finding.nothing(name, decision.reason()));
        } catch (SleepRefusedException | LeaseHeldException e) {
            // A deployment began between the look and the deed; the next tick asks again.
            return Finding.nothing(name, e.getMessage());
        } catch (RuntimeException e) {
            log.accept(name + ": the schedule could not be looked after: " + e.getMessage());
            return new Finding(
                    name, Optional.empty(), String.valueOf(e.getMessage()), CompletableFuture.failedFuture(e));
        }
    }

    private static String words(Deployment deployment) {
        return "deployment " + deployment.id() + ", which is "
                + deployment.phase().words();
    }

    private Finding begin(Sleepable sleepable, Wish wish, String reason) {
        String name = sleepable.name();
        CompletableFuture<Sleeping.Outcome> ended = sleeping.bring(sleepable, wish, BY, said -> {});
        running.put(name, ended);
        log.accept(name + ": " + wish.verb() + ": " + reason);
        ended.whenComplete((outcome, failure) ->
                log.accept(name + ": " + (failure == null ? outcome.how() : failure.getMessage())));
        return new Finding(name, Optional.of(wish), reason, ended.thenApply(Optional::of));
    }
}

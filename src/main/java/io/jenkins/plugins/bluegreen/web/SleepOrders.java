package io.jenkins.plugins.bluegreen.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.port.Clock;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts environments to sleep and wakes them for viewers of their pages. It takes minutes, so the page is told how far the latest order
 * has come; that is remembered here until the next one.
 */
public final class SleepOrders {
    private final Supplier<Sleeping> sleeping;
    private final Function<String, Optional<Sleepable>> sleepables;
    private final Clock clock;
    private final Map<String, Standing> latest = new ConcurrentHashMap<>();

    private enum State {
        GOING,
        DONE,
        FAILED
    }

    private record Standing(Wish wish, State state, String says, String by, Instant at) {}

    /**
     * Passes orders on.
     *
     * @param sleepables finds an environment and what goes to sleep with it, by name; empty for one that no configuration describes
     */
    public SleepOrders(Supplier<Sleeping> sleeping, Function<String, Optional<Sleepable>> sleepables, Clock clock) {
        this.sleeping = sleeping;
        this.sleepables = sleepables;
        this.clock = clock;
    }

    /**
     * Begins to stop or start an environment; returns when the first step has been taken.
     *
     * @param name stop or start
     * @param viewer who wants it
     * @return false if there is no such order, or nothing describes the environment
     * @throws io.jenkins.plugins.bluegreen.sleep.SleepRefusedException if a deployment is under way
     * @throws io.jenkins.plugins.bluegreen.port.LeaseHeldException if it is being changed at this moment
     */
    boolean give(String environment, String name, String viewer) {
        Optional<Wish> wish = Stream.of(Wish.values())
                .filter(each -> each.verb().equals(name))
                .findFirst();
        Optional<Sleepable> sleepable = sleepables.apply(environment);
        if (wish.isEmpty() || sleepable.isEmpty()) {
            return false;
        }
        begin(sleepable.get(), wish.get(), viewer);
        return true;
    }

    private void begin(Sleepable sleepable, Wish wish, String viewer) {
        Instant at = clock.now();
        sleeping.get()
                .bring(
                        sleepable,
                        wish,
                        viewer,
                        sentence -> latest.put(sleepable.name(), new Standing(wish, State.GOING, sentence, viewer, at)))
                .whenComplete((outcome, failure) -> latest.put(
                        sleepable.name(),
                        failure == null
                                ? new Standing(wish, State.DONE, outcome.how(), viewer, at)
                                : new Standing(wish, State.FAILED, String.valueOf(failure.getMessage()), viewer, at)));
    }

    /**
     * Adds to the document of an environment which orders it would take now, and how the latest one goes.
     *
     * @param document as {@link PageData#environment} gives it
     */
    void describe(ObjectNode document) {
        String environment = document.path("name").asText();
        Optional<Standing> standing = Optional.ofNullable(latest.get(environment));
        ArrayNode orders = document.putArray("orders");
        if (sleepables.apply(environment).isPresent()) {
            possible(document, standing).forEach(wish -> orders.add(wish.verb()));
        }
        standing.ifPresent(each -> document.putObject("sleep")
                .put("order", each.wish().verb())
                .put("state", each.state().name())
                .put("says", each.says())
                .put("by", each.by())
                .put("at", each.at().toString()));
    }

    private static List<Wish> possible(ObjectNode document, Optional<Standing> standing) {
        boolean deploying = !document.path("deployment").isNull()
                && !document.path("deployment").path("finished").asBoolean();
        if (deploying || standing.filter(each -> each.state() == State.GOING).isPresent()) {
            return List.of();
        }
        if (standing.filter(each -> each.state() == State.FAILED).isPresent()) {
            // Half way, so either may be wanted.
            return List.of(Wish.values());
        }
        return document.path("asleep").isBoolean()
                ? List.of(document.path("asleep").asBoolean() ? Wish.AWAKE : Wish.ASLEEP)
                : List.of();
    }
}

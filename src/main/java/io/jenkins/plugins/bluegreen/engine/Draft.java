package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Halt;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.SideReading;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One decision while it is being made. Lives for one call of {@link Machine#decide}; every event is applied as it is added. */
final class Draft {
    private static final Duration HURRY = Duration.ofMillis(500);

    final Observation seen;
    final Instant now;
    private Deployment deployment;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private String waitingFor = "";
    private boolean entered;
    private boolean hurried;

    Draft(Deployment deployment, Observation seen, Instant now) {
        this.deployment = deployment;
        this.seen = seen;
        this.now = now;
    }

    Deployment deployment() {
        return deployment;
    }

    void happen(Event event) {
        events.add(event);
        deployment = event.applyTo(deployment);
    }

    void enter(Phase phase, String reason) {
        Transitions.check(deployment.phase(), phase);
        happen(new Event.PhaseEntered(now, phase, reason, deployment.tally().plus(seen.tally())));
        entered = true;
    }

    /** Goes back to the old side, or nowhere if nothing has been touched. */
    void turnBack(String reason) {
        boolean untouched = deployment.phase() == Phase.PLANNED;
        happen(new Event.TurnedBack(now, reason));
        if (untouched) {
            enter(Phase.ROLLED_BACK, "refused, and nothing was changed: " + reason);
        } else {
            enter(Phase.ROLLING_BACK, reason);
        }
    }

    void halt(Halt.Cause cause, Set<TrafficSplit> foreign, String reason) {
        Transitions.check(deployment.phase(), Phase.HALTED);
        happen(new Event.Halted(now, new Halt(cause, deployment.phase(), foreign), reason));
        entered = true;
    }

    /** What somebody else has suspended on a side that is not held yet: it is left so at the end. */
    void rememberSuspended(Colour colour) {
        seen.side(colour)
                .map(SideReading::suspended)
                .filter(suspended -> !suspended.equals(deployment.suspendedBefore(colour)))
                .ifPresent(suspended -> happen(new Event.SuspensionFound(now, colour, suspended)));
    }

    void ask(Effect effect) {
        effects.add(effect);
    }

    /** Not yet: the sentence is what log, page and time-out will say. */
    void waitFor(String reason) {
        waitingFor = waitingFor.isEmpty() ? reason : waitingFor + "; " + reason;
    }

    /** What is waited for usually comes any moment now. */
    void hurry() {
        hurried = true;
    }

    boolean isWaiting() {
        return !waitingFor.isEmpty();
    }

    /** What is waited for, with what could not be seen or done meanwhile. */
    String waitingFor() {
        return isWaiting() && !seen.problems().isEmpty()
                ? waitingFor + " (" + String.join("; ", seen.problems()) + ")"
                : waitingFor;
    }

    void heard(List<Verdict> said) {
        verdicts.addAll(said);
    }

    /** A side's reading, or a reason to wait. */
    Optional<SideReading> side(Colour colour) {
        Optional<SideReading> reading = seen.side(colour);
        if (reading.isEmpty()) {
            waitFor("the " + colour.word() + " side could not be read");
        }
        return reading;
    }

    Decision decide(Duration wakeAfter) {
        return new Decision(deployment, events, effects, nextLook(wakeAfter), waitingFor(), verdicts);
    }

    private Duration nextLook(Duration wakeAfter) {
        if (entered || moved()) {
            return Duration.ZERO;
        }
        return hurried && HURRY.compareTo(wakeAfter) < 0 ? HURRY : wakeAfter;
    }

    /** Traffic has just come a step further: what follows can be seen at once, and every second waited is a second longer under way. */
    private boolean moved() {
        return events.stream()
                .anyMatch(event -> event instanceof Event.WeightsAsked
                        || event instanceof Event.WeightsReadBack
                        || event instanceof Event.StepPassed);
    }

    List<Event> events() {
        return events;
    }

    boolean hasEntered() {
        return entered;
    }
}

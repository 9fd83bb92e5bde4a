package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * What the machine decided.
 *
 * @param next the state after the events
 * @param events what to write to the journal, before acting
 * @param effects what to ask of the world, after writing
 * @param wakeAfter when to look again
 * @param waitingFor why nothing more could be decided yet, as a sentence; empty if it could
 * @param verdicts what the guards said
 */
public record Decision(
        Deployment next,
        List<Event> events,
        List<Effect> effects,
        Duration wakeAfter,
        String waitingFor,
        List<Verdict> verdicts) {
    public Decision {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
        verdicts = List.copyOf(verdicts);
    }
}

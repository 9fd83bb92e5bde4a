package io.jenkins.plugins.bluegreen.engine;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a tick came to, for whoever watches: the log, the terminal, the page.
 *
 * @param deployment the state after the tick
 * @param events what was newly written to the journal
 * @param waitingFor why nothing more could be decided; empty if it could
 * @param verdicts what the guards said
 * @param seen what was observed
 * @param total everything counted so far
 * @param rollbackBound longest time a rollback could take now
 * @param at when
 */
public record Progress(
        Deployment deployment,
        List<Event> events,
        String waitingFor,
        List<Verdict> verdicts,
        Observation seen,
        Tally total,
        Duration rollbackBound,
        Instant at) {}

package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Observation;
import io.jenkins.plugins.bluegreen.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a deployment besides its journal, while somebody is looking.
 *
 * @param now the time of the document
 * @param observation what was last seen of the world; empty = nobody has looked
 * @param verdicts what the guards say of it
 * @param samples requests over the time of the deployment, in any order
 * @param rollbackBound longest time a rollback could take now; empty if it cannot be told
 */
public record Live(
        Instant now,
        Optional<Observation> observation,
        List<Verdict> verdicts,
        List<Sample> samples,
        Optional<Duration> rollbackBound) {
    public Live {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(observation, "observation");
        verdicts = List.copyOf(verdicts);
        samples = List.copyOf(samples);
    }

    /** The journal and nothing else. */
    public static Live journalOnly(Instant now) {
        return new Live(now, Optional.empty(), List.of(), List.of(), Optional.empty());
    }
}

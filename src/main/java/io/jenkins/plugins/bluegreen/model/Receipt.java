package io.jenkins.plugins.bluegreen.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The summary of a deployment.
 *
 * @param id deployment id
 * @param environment name of the environment
 * @param release the release it brought
 * @param previous the release it found
 * @param outcome where it stands: {@code SUCCEEDED}, {@code ROLLED_BACK}, {@code HALTED}, or {@code RUNNING}
 * @param by who asked for it
 * @param startedAt when it was planned
 * @param doneAt when its caller need not wait any longer; null while they must
 * @param deploy from the plan until everything was on the new side and had been watched; zero if it never was
 * @param rollback from the decision to turn back until that was seen in live traffic; zero if it was never decided
 * @param propagation time of each weight write until it was seen in live traffic, in order
 * @param tally probes sent and lost, longest gap, calls to AWS
 * @param phases seconds spent in each phase, in order of entry
 * @param reason why it ended as it did
 * @param approvedBy who approved it; empty if nobody was asked
 * @param secondSide what its second side cost
 */
public record Receipt(
        String id,
        String environment,
        String release,
        String previous,
        String outcome,
        String by,
        Instant startedAt,
        Instant doneAt,
        Duration deploy,
        Duration rollback,
        List<Duration> propagation,
        Tally tally,
        Map<Phase, Duration> phases,
        String reason,
        String approvedBy,
        SecondSide secondSide) {}

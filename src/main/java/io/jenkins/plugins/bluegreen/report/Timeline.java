package io.jenkins.plugins.bluegreen.report;

import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a journal says over time: how long each phase lasted, who wrote which weights, and which share each side had when.
 *
 * @param phases every phase that was entered, in order, the first from the order itself
 * @param writes every weight write, in order
 * @param shares the split that was asked for and the one that was in live traffic, at each change, in order
 */
record Timeline(List<Span> phases, List<Write> writes, List<Share> shares) {

    /**
     * Time spent in a phase.
     *
     * @param to empty while it is in it
     * @param tally everything counted until the phase was entered
     */
    record Span(Phase phase, Instant from, Optional<Instant> to, String reason, Tally tally) {}

    /**
     * One change of the weights on all rules.
     *
     * @param by the person or caller who last had a say; empty when the engine itself turned back
     * @param why what the deployment was doing
     * @param lag from the write until it was seen in live traffic
     */
    record Write(
            Instant asked,
            TrafficSplit split,
            String by,
            String why,
            Optional<Instant> readBack,
            Optional<Instant> settled,
            Optional<Duration> lag) {}

    /** The split asked for, and the last one seen in live traffic, from an instant on. */
    record Share(Instant at, TrafficSplit asked, TrafficSplit landed) {}

    static Timeline of(Stored stored) {
        Reader reader = new Reader(stored);
        stored.journal().forEach(reader::read);
        return new Timeline(List.copyOf(reader.phases), List.copyOf(reader.writes), List.copyOf(reader.shares));
    }

    /** The last thing that happened. */
    Instant end() {
        Instant phase = phases.get(phases.size() - 1).from();
        Instant share = shares.get(shares.size() - 1).at();
        return phase.isAfter(share) ? phase : share;
    }

    /** Goes through a journal once, keeping what the next entry needs to know of those before. */
    private static final class Reader {
        private final List<Span> phases = new ArrayList<>();
        private final List<Write> writes = new ArrayList<>();
        private final List<Share> shares = new ArrayList<>();
        private String by;
        private String why = "";

        Reader(Stored stored) {
            by = stored.order().by();
            TrafficSplit before = TrafficSplit.allOn(stored.order().from());
            Instant at = stored.order().at();
            phases.add(new Span(Phase.PLANNED, at, Optional.empty(), "planned", Tally.NONE));
            shares.add(new Share(at, before, before));
        }

        /** Java 17 cannot switch over types yet. */
        void read(Event event) {
            if (event instanceof Event.PhaseEntered entered) {
                enter(entered.phase(), entered.at(), entered.reason(), entered.tally());
            } else if (event instanceof Event.Halted halted) {
                enter(Phase.HALTED, halted.at(), halted.reason(), lastTally());
            } else if (event instanceof Event.Restored restored) {
                by = restored.by();
                enter(restored.into(), restored.at(), "restored by " + restored.by(), lastTally());
            } else if (event instanceof Event.WeightsAsked asked) {
                ask(asked.at(), asked.split());
            } else if (event instanceof Event.Adopted adopted) {
                by = adopted.by();
                why = "adopted";
                ask(adopted.at(), adopted.split());
                readBack(adopted.at());
            } else if (event instanceof Event.WeightsReadBack readBack) {
                readBack(readBack.at());
            } else if (event instanceof Event.WeightsSettled settled) {
                settle(settled.at(), settled.lag());
            } else if (event instanceof Event.StepPassed passed) {
                why = passed.sentence();
            } else if (event instanceof Event.PlanChanged changed) {
                by = changed.by();
                why = changed.sentence();
            } else if (event instanceof Event.Approved approved) {
                by = approved.approval().by();
            } else if (event instanceof Event.TurnedBack turned) {
                by = "";
                why = turned.sentence();
            }
        }

        private Tally lastTally() {
            return phases.get(phases.size() - 1).tally();
        }

        private void enter(Phase phase, Instant at, String reason, Tally tally) {
            int last = phases.size() - 1;
            Span open = phases.get(last);
            phases.set(last, new Span(open.phase(), open.from(), Optional.of(at), open.reason(), open.tally()));
            phases.add(new Span(phase, at, Optional.empty(), reason, tally));
            if (phase == Phase.SHIFTING) {
                why = "first step";
            }
        }

        private void ask(Instant at, TrafficSplit split) {
            writes.add(new Write(at, split, by, why, Optional.empty(), Optional.empty(), Optional.empty()));
            shares.add(new Share(at, split, shares.get(shares.size() - 1).landed()));
        }

        private void readBack(Instant at) {
            replaceLastWrite(write -> new Write(
                    write.asked(),
                    write.split(),
                    write.by(),
                    write.why(),
                    Optional.of(at),
                    write.settled(),
                    write.lag()));
        }

        private void settle(Instant at, Duration lag) {
            replaceLastWrite(write -> new Write(
                    write.asked(),
                    write.split(),
                    write.by(),
                    write.why(),
                    write.readBack(),
                    Optional.of(at),
                    Optional.of(lag)));
            TrafficSplit asked = shares.get(shares.size() - 1).asked();
            shares.add(new Share(at, asked, asked));
        }

        private void replaceLastWrite(UnaryOperator<Write> change) {
            if (!writes.isEmpty()) {
                writes.set(writes.size() - 1, change.apply(writes.get(writes.size() - 1)));
            }
        }
    }
}

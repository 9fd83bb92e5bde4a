package io.jenkins.plugins.bluegreen.sleep;

import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a schedule wants something of an environment now. Nothing is remembered but what the environment's own mark says, so
 * it does not matter who asks, how often, or whether nobody asked when the time came: what was missed is due until it is done.
 */
final class Calendar {
    /**
     * What to do.
     *
     * @param wish to be brought about now; empty = nothing
     * @param reason one sentence
     * @param isPostponed whether something is due that must wait
     */
    record Decision(Optional<Wish> wish, String reason, boolean isPostponed) {
        static Decision nothing(String reason) {
            return new Decision(Optional.empty(), reason, false);
        }

        static Decision later(String reason) {
            return new Decision(Optional.empty(), reason, true);
        }

        static Decision bring(Wish wish, String reason) {
            return new Decision(Optional.of(wish), reason, false);
        }
    }

    private Calendar() {}

    /**
     * @param now the time
     * @param state how the environment is
     * @param underWay the deployment that has not ended, in words
     */
    static Decision decide(Schedule schedule, SleepStatus state, Optional<String> underWay, Instant now) {
        Decision wanted = wanted(schedule, state, now);
        return wanted.wish().isPresent() && underWay.isPresent()
                ? Decision.later(wanted.reason() + "; waiting for " + underWay.get())
                : wanted;
    }

    private static Decision wanted(Schedule schedule, SleepStatus state, Instant now) {
        Optional<Schedule.Due> due = schedule.last(now).filter(last -> last.at().isAfter(state.since()));
        if (due.isPresent() && due.get().wish() == Wish.ASLEEP && !state.isAsleep()) {
            Optional<Instant> until = state.awakeUntil().filter(now::isBefore);
            return until.isPresent()
                    ? Decision.later("it is kept awake until " + schedule.words(until.get()))
                    : Decision.bring(
                            Wish.ASLEEP,
                            "it is to sleep since " + schedule.words(due.get().at()));
        }
        if (due.isPresent() && due.get().wish() == Wish.AWAKE && state.isDown()) {
            return Decision.bring(
                    Wish.AWAKE,
                    "it is to be awake since " + schedule.words(due.get().at()));
        }
        return unfinished(schedule, state, now);
    }

    /** What somebody has begun and not finished, and what has come undone. */
    private static Decision unfinished(Schedule schedule, SleepStatus state, Instant now) {
        if (state.is(Mark.State.FALLING_ASLEEP)) {
            return Decision.bring(Wish.ASLEEP, "it was being put to sleep, and that has not ended");
        }
        if (state.is(Mark.State.WAKING)) {
            return Decision.bring(Wish.AWAKE, "it was being woken, and that has not ended");
        }
        if (state.isDatabaseUpAlone()) {
            return Decision.bring(
                    Wish.ASLEEP,
                    "everything else sleeps, but its database is up (RDS starts by itself after seven days)");
        }
        return Decision.nothing(schedule.next(now)
                .map(next -> "nothing to do before the next " + next.wish().verb() + ", " + schedule.words(next.at()))
                .orElse("nothing to do"));
    }
}

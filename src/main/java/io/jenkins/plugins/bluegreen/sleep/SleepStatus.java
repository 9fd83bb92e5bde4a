package io.jenkins.plugins.bluegreen.sleep;

import io.jenkins.plugins.bluegreen.port.Database;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an environment sleeps.
 *
 * @param mark how far things are; empty = nobody has ever put it to sleep
 * @param isEmpty whether it has no instances, and wants none
 * @param awakeUntil somebody wants it to be awake until then
 * @param database its database, if it has one that sleeps
 */
public record SleepStatus(
        Optional<Mark> mark, boolean isEmpty, Optional<Instant> awakeUntil, Optional<Database.Reading> database) {
    /** Whether it was put to sleep, and has not been woken since. */
    public boolean isAsleep() {
        return is(Mark.State.ASLEEP);
    }

    /** Whether it does not serve: asleep, on the way there, or taken down by somebody else. */
    boolean isDown() {
        return isEmpty || isAsleep() || is(Mark.State.FALLING_ASLEEP);
    }

    boolean is(Mark.State state) {
        return mark.filter(m -> m.state() == state).isPresent();
    }

    /** When it was last put to sleep or woken; the beginning of time if never. */
    Instant since() {
        return mark.map(Mark::since).orElse(Instant.EPOCH);
    }

    /** Whether its database runs though everything else sleeps: RDS starts what was stopped seven days ago. */
    boolean isDatabaseUpAlone() {
        return is(Mark.State.ASLEEP)
                && isEmpty
                && database.filter(reading -> reading.state() != Database.State.STOPPED)
                        .isPresent();
    }
}

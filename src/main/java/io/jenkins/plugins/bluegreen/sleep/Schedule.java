package io.jenkins.plugins.bluegreen.sleep;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** When an environment sleeps: cron expressions in a time zone, and days on which nobody works. */
public final class Schedule {
    /** How many skipped starts are looked behind for one that counts: a year of daily ones. */
    private static final int MOST_HOLIDAYS = 366;

    private final Cron stop;
    private final Optional<Cron> start;
    private final ZoneId zone;
    private final Set<LocalDate> holidays;

    private Schedule(Cron stop, Optional<Cron> start, ZoneId zone, Set<LocalDate> holidays) {
        this.stop = stop;
        this.start = start;
        this.zone = Objects.requireNonNull(zone, "zone");
        this.holidays = Set.copyOf(holidays);
    }

    /**
     * A schedule.
     *
     * @param stop cron expression with five fields: minute, hour, day of month, month, day of week
     * @param start the same; empty = people wake it
     * @param zone the time zone of both and of the holidays
     * @param holidays days on which it is not woken
     * @throws IllegalArgumentException if an expression cannot be read, or both are the same
     */
    public static Schedule of(String stop, String start, ZoneId zone, Set<LocalDate> holidays) {
        if (stop.equals(start)) {
            throw new IllegalArgumentException("stop and start are both '" + stop + "': they must differ");
        }
        Optional<Cron> waking = start.isBlank() ? Optional.empty() : Optional.of(Cron.parse(start, zone));
        return new Schedule(Cron.parse(stop, zone), waking, zone, holidays);
    }

    /**
     * Something the schedule asks for.
     *
     * @param wish what
     * @param at when
     */
    public record Due(Wish wish, Instant at) {}

    /** What was asked for last, at an instant: the later of the last stop and the last start that was not on a holiday. */
    Optional<Due> last(Instant now) {
        Optional<Due> stopped = stop.last(now).map(at -> new Due(Wish.ASLEEP, at.toInstant()));
        Optional<Due> started =
                start.flatMap(cron -> lastWorkingDay(cron, now)).map(at -> new Due(Wish.AWAKE, at.toInstant()));
        return stopped.isPresent() && started.isPresent()
                ? (started.get().at().isAfter(stopped.get().at()) ? started : stopped)
                : stopped.or(() -> started);
    }

    private Optional<ZonedDateTime> lastWorkingDay(Cron cron, Instant now) {
        Optional<ZonedDateTime> at = cron.last(now);
        for (int i = 0; at.isPresent() && isHoliday(at.get()) && i < MOST_HOLIDAYS; i++) {
            at = cron.last(at.get().toInstant().minusSeconds(1));
        }
        return at;
    }

    /** What is asked for next, after an instant. */
    public Optional<Due> next(Instant now) {
        Optional<Due> stops = stop.next(now).map(at -> new Due(Wish.ASLEEP, at.toInstant()));
        Optional<ZonedDateTime> waking = start.flatMap(cron -> cron.next(now));
        for (int i = 0; waking.isPresent() && isHoliday(waking.get()) && i < MOST_HOLIDAYS; i++) {
            Instant skipped = waking.get().toInstant();
            waking = start.flatMap(cron -> cron.next(skipped));
        }
        Optional<Due> starts = waking.map(at -> new Due(Wish.AWAKE, at.toInstant()));
        return stops.isPresent() && starts.isPresent()
                ? (starts.get().at().isBefore(stops.get().at()) ? starts : stops)
                : stops.or(() -> starts);
    }

    /** How long it is awake between two instants if nobody interferes: from each start until the next stop. */
    public Duration awake(Instant from, Instant to) {
        Duration awake = Duration.ZERO;
        Optional<Due> state = last(from);
        Instant since = from;
        while (since.isBefore(to)) {
            Optional<Due> change = next(since).filter(due -> due.at().isBefore(to));
            Instant until = change.map(Due::at).orElse(to);
            if (state.filter(due -> due.wish() == Wish.ASLEEP).isEmpty()) {
                awake = awake.plus(Duration.between(since, until));
            }
            state = change.isPresent() ? change : state;
            since = until;
        }
        return awake;
    }

    private boolean isHoliday(ZonedDateTime at) {
        return holidays.contains(at.toLocalDate());
    }

    /** An instant as the schedule's people read it. */
    String words(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        return there.toLocalDate() + " " + there.toLocalTime().withNano(0) + " " + zone;
    }
}

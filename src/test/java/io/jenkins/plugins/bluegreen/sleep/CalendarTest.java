package io.jenkins.plugins.bluegreen.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.port.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Weekdays 7 to 19 in Berlin; 2026-03-02 is a Monday, in winter time. */
class CalendarTest {
    private static final Schedule OFFICE = Schedule.of(
            "0 19 * * 1-5", "0 7 * * 1-5", ZoneId.of("Europe/Berlin"), Set.of(LocalDate.parse("2026-03-04")));

    private static SleepStatus state(Mark.State state, String since) {
        boolean down = state == Mark.State.ASLEEP;
        return new SleepStatus(
                Optional.of(new Mark(state, Instant.parse(since), "test")),
                down,
                Optional.empty(),
                Optional.of(new Database.Reading(
                        "db",
                        down ? Database.State.STOPPED : Database.State.AVAILABLE,
                        down ? "stopped" : "available")));
    }

    private static Optional<Wish> wish(SleepStatus state, String now) {
        return Calendar.decide(OFFICE, state, Optional.empty(), Instant.parse(now))
                .wish();
    }

    @Test
    void itSleepsFromTheStopAndWakesFromTheStart() {
        SleepStatus awake = state(Mark.State.AWAKE, "2026-03-02T06:00:00Z");
        assertThat(wish(awake, "2026-03-02T17:59:59Z")).isEmpty();
        assertThat(wish(awake, "2026-03-02T18:00:00Z")).contains(Wish.ASLEEP);

        SleepStatus asleep = state(Mark.State.ASLEEP, "2026-03-02T18:05:00Z");
        assertThat(wish(asleep, "2026-03-03T05:59:59Z")).isEmpty();
        assertThat(wish(asleep, "2026-03-03T06:00:00Z")).contains(Wish.AWAKE);
    }

    @Test
    void aMissedStopIsCaughtUpHoursLater() {
        assertThat(wish(state(Mark.State.AWAKE, "2026-03-02T06:00:00Z"), "2026-03-03T02:00:00Z"))
                .contains(Wish.ASLEEP);
    }

    @Test
    void aStopThatWasMissedForAWholeNightIsForgottenAtTheStart() {
        assertThat(wish(state(Mark.State.AWAKE, "2026-03-02T06:00:00Z"), "2026-03-03T06:00:00Z"))
                .isEmpty();
    }

    @Test
    void itIsNotWokenOnAHoliday() {
        SleepStatus asleep = state(Mark.State.ASLEEP, "2026-03-03T18:05:00Z");
        assertThat(wish(asleep, "2026-03-04T12:00:00Z")).isEmpty();
        assertThat(wish(asleep, "2026-03-05T06:00:00Z")).contains(Wish.AWAKE);
    }

    @Test
    void whatAPersonWokeInTheNightStaysAwakeUntilTheNextStop() {
        SleepStatus woken = state(Mark.State.AWAKE, "2026-03-02T20:00:00Z");
        assertThat(wish(woken, "2026-03-02T23:00:00Z")).isEmpty();
        assertThat(wish(woken, "2026-03-03T18:00:00Z")).contains(Wish.ASLEEP);
    }

    @Test
    void keptAwakeItIsPutToSleepWhenThatEnds() {
        SleepStatus awake = state(Mark.State.AWAKE, "2026-03-02T06:00:00Z");
        SleepStatus kept = new SleepStatus(
                awake.mark(), false, Optional.of(Instant.parse("2026-03-02T21:00:00Z")), awake.database());

        Calendar.Decision before =
                Calendar.decide(OFFICE, kept, Optional.empty(), Instant.parse("2026-03-02T20:59:00Z"));
        assertThat(before.wish()).isEmpty();
        assertThat(before.reason()).isEqualTo("it is kept awake until 2026-03-02 22:00 Europe/Berlin");
        assertThat(wish(kept, "2026-03-02T21:00:00Z")).contains(Wish.ASLEEP);
    }

    @Test
    void aDeploymentPostponesTheStop() {
        SleepStatus awake = state(Mark.State.AWAKE, "2026-03-02T06:00:00Z");
        Calendar.Decision decision =
                Calendar.decide(OFFICE, awake, Optional.of("deployment 7"), Instant.parse("2026-03-02T18:00:00Z"));

        assertThat(decision.wish()).isEmpty();
        assertThat(decision.isPostponed()).isTrue();
        assertThat(decision.reason()).endsWith("waiting for deployment 7");
    }

    @Test
    void theDatabaseThatStartedByItselfIsNoticed() {
        SleepStatus asleep = state(Mark.State.ASLEEP, "2026-03-06T18:00:00Z");
        SleepStatus up = new SleepStatus(
                asleep.mark(),
                true,
                Optional.empty(),
                Optional.of(new Database.Reading("db", Database.State.AVAILABLE, "available")));

        assertThat(wish(up, "2026-03-08T12:00:00Z")).contains(Wish.ASLEEP);
    }

    @Test
    void aWayThatWasInterruptedIsGoneToItsEnd() {
        assertThat(wish(state(Mark.State.WAKING, "2026-03-02T06:00:00Z"), "2026-03-02T06:30:00Z"))
                .contains(Wish.AWAKE);
        assertThat(wish(state(Mark.State.FALLING_ASLEEP, "2026-03-02T18:00:00Z"), "2026-03-02T18:30:00Z"))
                .contains(Wish.ASLEEP);
    }
}

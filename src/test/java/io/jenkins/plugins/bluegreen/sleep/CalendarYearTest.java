package io.jenkins.plugins.bluegreen.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.port.Database;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A year of an office's staging on the simulated cloud, the real engine deploying on it, looked after once a quarter of an hour by a
 * controller that is sometimes away. What should have been is computed here from the calendar on the wall, without cron.
 */
class CalendarYearTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration TICK = Duration.ofMinutes(15);

    /** A stop or start may take this long: a tick, a deployment that must end first, the database. */
    private static final Duration GRACE = Duration.ofMinutes(75);

    private static final Set<LocalDate> HOLIDAYS = Set.of(
            LocalDate.parse("2026-04-03"),
            LocalDate.parse("2026-04-06"),
            LocalDate.parse("2026-05-01"),
            LocalDate.parse("2026-05-14"),
            LocalDate.parse("2026-05-25"),
            LocalDate.parse("2026-12-24"),
            LocalDate.parse("2026-12-25"),
            LocalDate.parse("2026-12-28"),
            LocalDate.parse("2026-12-29"),
            LocalDate.parse("2026-12-30"),
            LocalDate.parse("2026-12-31"),
            LocalDate.parse("2027-01-01"));

    private final Bedroom room = new Bedroom();
    private final Schedule schedule = Schedule.of("0 19 * * 1-5", "0 7 * * 1-5", BERLIN, HOLIDAYS);
    private final Random random = new Random(7);
    private final List<String> log = new ArrayList<>();
    private int stops;
    private int starts;
    private int missedStops;
    private int missedStarts;
    private int stopsInDeployments;
    private int postponed;
    private int deployments;
    private int catchingUp;
    private int selfStarts;
    private int clockChanges;

    private static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !HOLIDAYS.contains(day);
    }

    private static boolean shouldBeAwake(Instant now) {
        ZonedDateTime there = now.atZone(BERLIN);
        LocalTime time = there.toLocalTime();
        return isWorkday(there.toLocalDate())
                && !time.isBefore(LocalTime.of(7, 0))
                && time.isBefore(LocalTime.of(19, 0));
    }

    private static ZoneOffset offset(Instant at) {
        return BERLIN.getRules().getOffset(at);
    }

    private AutoStop controller(Sleeping sleeping) {
        return new AutoStop(sleeping, room.rig.time, Map.of(room.shop, schedule), log::add);
    }

    @Test
    void noStopIsMissedAndNoneComesDuringADeployment() {
        Engine engine = room.rig.controller();
        Sleeping sleeping = room.controller();
        AutoStop autoStop = controller(sleeping);
        Instant end = room.rig.time.now().plus(Duration.ofDays(365));
        Instant awayUntil = Instant.EPOCH;
        Instant asItShouldSince = room.rig.time.now();
        boolean should = shouldBeAwake(room.rig.time.now());
        boolean judged = true;
        while (room.rig.time.now().isBefore(end)) {
            room.rig.time.advance(TICK);
            Instant now = room.rig.time.now();
            if (!offset(now).equals(offset(now.minus(TICK)))) {
                clockChanges++;
            }
            if (shouldBeAwake(now) != should) {
                should = !should;
                asItShouldSince = now;
                judged = false;
            }
            boolean away = now.isBefore(awayUntil);
            if (!away && random.nextInt(400) == 0) {
                awayUntil = now.plus(Duration.ofHours(1 + random.nextInt(5)));
                away = true;
            } else if (away) {
                // A new controller, which knows nothing of the one before it.
                sleeping = room.controller();
                autoStop = controller(sleeping);
                catchingUp++;
            }
            if (!away) {
                tick(autoStop);
            }
            if (!judged && now.isAfter(asItShouldSince.plus(GRACE)) && now.isAfter(awayUntil.plus(GRACE))) {
                judged = true;
                judge(should);
            }
            if (should && judged && random.nextInt(300) == 0) {
                deploy(engine, "10%:30s, 100%:60s");
            } else if (should && judged && isAboutToSleep(now) && random.nextInt(4) == 0) {
                // Still under way at seven.
                deploy(engine, "10%:20m, 100%:60s");
            }
        }
        System.out.printf(
                "calendar year: %d stops, %d starts, %d missed stops, %d missed starts, %d deployments, %d stops during a"
                        + " deployment, %d ticks postponed, %d ticks missed, %d self-starts of the database answered, %d changes of the clock%n",
                stops,
                starts,
                missedStops,
                missedStarts,
                deployments,
                stopsInDeployments,
                postponed,
                catchingUp,
                selfStarts,
                clockChanges);
        assertThat(missedStops).isZero();
        assertThat(missedStarts).isZero();
        assertThat(stopsInDeployments).isZero();
        assertThat(clockChanges).isEqualTo(2);
        assertThat(deployments).isGreaterThan(50);
        assertThat(postponed).isPositive();
        assertThat(catchingUp).isPositive();
        assertThat(selfStarts).isPositive();
        // From a Monday at ten to a Tuesday at ten: every working day has its stop, but the last; its start, but the
        // first.
        long workdays = LocalDate.parse("2026-03-02")
                .datesUntil(LocalDate.parse("2027-03-02"))
                .filter(CalendarYearTest::isWorkday)
                .count();
        assertThat(stops - selfStarts).isEqualTo((int) workdays);
        assertThat(starts).isEqualTo((int) workdays);
        assertThat(log).noneMatch(line -> line.contains("not asleep") || line.contains("not awake"));
    }

    private void tick(AutoStop autoStop) {
        boolean deploying = isDeploying();
        boolean selfStarted = room.instances() == 0 && room.databaseState() == Database.State.AVAILABLE;
        for (AutoStop.Finding finding : autoStop.tick()) {
            if (finding.reason().contains("waiting for deployment")) {
                postponed++;
            }
            if (finding.wish().filter(wish -> wish == Wish.ASLEEP).isPresent()) {
                stops++;
                selfStarts += selfStarted ? 1 : 0;
                stopsInDeployments += deploying ? 1 : 0;
            }
            starts += finding.wish().filter(wish -> wish == Wish.AWAKE).isPresent() ? 1 : 0;
        }
    }

    private boolean isDeploying() {
        return room.rig.store.recent("shop", 3).stream()
                .anyMatch(id -> !room.rig.deployment(id).phase().isTerminal());
    }

    private void judge(boolean shouldBeAwake) {
        boolean serves = List.of(Colour.values()).stream()
                        .anyMatch(colour -> room.rig.cloud.reading(colour).healthy() > 0)
                && room.databaseState() == Database.State.AVAILABLE;
        boolean sleeps = room.instances() == 0 && room.databaseState() == Database.State.STOPPED;
        if (shouldBeAwake && !serves) {
            missedStarts++;
        }
        if (!shouldBeAwake && !sleeps) {
            missedStops++;
            System.out.println(
                    "missed at " + room.rig.time.now() + ": " + log.subList(Math.max(0, log.size() - 4), log.size()));
        }
    }

    private static boolean isAboutToSleep(Instant now) {
        LocalTime time = now.atZone(BERLIN).toLocalTime();
        return time.getHour() == 18 && time.getMinute() == 45;
    }

    private void deploy(Engine engine, String plan) {
        if (!isDeploying() && room.rig.leases.current("shop").isEmpty()) {
            deployments++;
            room.rig.deploy(engine, "r" + (deployments + 1), plan);
        }
    }
}

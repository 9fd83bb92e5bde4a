package io.jenkins.plugins.bluegreen.sleep;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A cron expression with five fields in a time zone. It is evaluated on the wall clock first and then placed in the zone: a time that
 * summer time skips comes an hour later, a time that comes twice counts the first time only.
 */
final class Cron {
    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    /** No zone has ever put its clocks forward or back by more. */
    private static final Duration LARGEST_CHANGE = Duration.ofHours(3);

    private final String text;
    private final ZoneId zone;
    private final ExecutionTime times;

    private Cron(String text, ZoneId zone, ExecutionTime times) {
        this.text = text;
        this.zone = zone;
        this.times = times;
    }

    /**
     * Reads {@code minute hour day-of-month month day-of-week}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static Cron parse(String text, ZoneId zone) {
        try {
            return new Cron(text, zone, ExecutionTime.forCron(new CronParser(UNIX).parse(text)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a cron expression of five fields, as in \"0 19 * * 1-5\": " + e.getMessage(),
                    e);
        }
    }

    /** The last time that is not after an instant. */
    Optional<ZonedDateTime> last(Instant now) {
        ZonedDateTime wall = wall(now).plus(LARGEST_CHANGE);
        while (true) {
            Optional<ZonedDateTime> before = times.lastExecution(wall);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            ZonedDateTime placed = place(before.get());
            if (!placed.toInstant().isAfter(now)) {
                return Optional.of(placed);
            }
            wall = before.get();
        }
    }

    /** The first time after an instant. */
    Optional<ZonedDateTime> next(Instant now) {
        ZonedDateTime wall = wall(now).minus(LARGEST_CHANGE);
        while (true) {
            Optional<ZonedDateTime> after = times.nextExecution(wall);
            if (after.isEmpty()) {
                return Optional.empty();
            }
            ZonedDateTime placed = place(after.get());
            if (placed.toInstant().isAfter(now)) {
                return Optional.of(placed);
            }
            wall = after.get();
        }
    }

    /** What the clock on the wall shows, as if there were no changes to it. */
    private ZonedDateTime wall(Instant now) {
        return now.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
    }

    private ZonedDateTime place(ZonedDateTime wall) {
        return wall.toLocalDateTime().atZone(zone);
    }

    @Override
    public String toString() {
        return text + " " + zone;
    }
}

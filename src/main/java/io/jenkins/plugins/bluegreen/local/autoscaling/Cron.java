package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A recurrence of five fields: minute, hour, day of month, month, day of week. */
final class Cron {
    private static final List<String> MONTHS =
            List.of("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int LOOK_AHEAD_DAYS = 366 * 4 + 1;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean anyDayOfMonth;
    private final boolean anyDayOfWeek;
    private final ZoneId zone;

    private Cron(String[] fields, ZoneId zone) {
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.daysOfMonth = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.daysOfWeek = field(fields[4], 0, 7, DAYS);
        if (daysOfWeek.get(7)) {
            daysOfWeek.set(0);
        }
        this.anyDayOfMonth = fields[2].equals("*");
        this.anyDayOfWeek = fields[4].equals("*");
        this.zone = zone;
    }

    /** @throws AwsError {@code ValidationError} when it is no recurrence */
    static Cron parse(String expression, ZoneId zone) {
        String[] fields = expression.trim().split("\\s+");
        if (fields.length != 5) {
            throw AwsError.validation("Given recurrence string:" + expression + " is invalid");
        }
        try {
            return new Cron(fields, zone);
        } catch (IllegalArgumentException e) {
            throw AwsError.validation("Given recurrence string:" + expression + " is invalid: " + e.getMessage());
        }
    }

    private static BitSet field(String text, int min, int max, List<String> names) {
        BitSet set = new BitSet(max + 1);
        for (String part : text.toUpperCase(Locale.ROOT).split(",")) {
            String[] step = part.split("/", 2);
            int every = step.length == 2 ? Integer.parseInt(step[1]) : 1;
            int from = min;
            int to = max;
            if (!step[0].equals("*")) {
                String[] range = step[0].split("-", 2);
                from = number(range[0], names);
                to = range.length == 2 ? number(range[1], names) : step.length == 2 ? max : from;
            }
            if (from < min || to > max || from > to || every < 1) {
                throw new IllegalArgumentException("'" + part + "' is not within " + min + "-" + max);
            }
            for (int value = from; value <= to; value += every) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String text, List<String> names) {
        int named = names.indexOf(text);
        return named >= 0 && !text.isEmpty() ? named : Integer.parseInt(text);
    }

    /** The first time after another that it names; none within four years means never. */
    Optional<Instant> next(Instant after) {
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime limit = time.plusDays(LOOK_AHEAD_DAYS);
        while (time.isBefore(limit)) {
            if (!months.get(time.getMonthValue()) || !matchesDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean matchesDay(ZonedDateTime time) {
        boolean ofMonth = daysOfMonth.get(time.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(time.getDayOfWeek().getValue() % 7);
        if (anyDayOfMonth || anyDayOfWeek) {
            return ofMonth && ofWeek;
        }
        return ofMonth || ofWeek;
    }
}

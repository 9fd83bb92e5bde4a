package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A change of a group's size at a time, once or again and again. Sizes that are absent stay as they are. */
record ScheduledAction(
        String name,
        Optional<Integer> min,
        Optional<Integer> max,
        Optional<Integer> desired,
        Optional<Cron> recurrence,
        Optional<String> recurrenceText,
        Optional<String> timeZone,
        Optional<Instant> start,
        Optional<Instant> end,
        Optional<Instant> next) {

    static ScheduledAction parse(Params params, Instant now) {
        Optional<Instant> start = instant(params, "StartTime").or(() -> instant(params, "Time"));
        Optional<Instant> end = instant(params, "EndTime");
        Optional<String> text = params.text("Recurrence").filter(cron -> !cron.isEmpty());
        Optional<String> zone = params.text("TimeZone");
        Optional<Cron> cron = text.map(expression -> Cron.parse(expression, zone(zone)));
        if (cron.isEmpty() && start.isEmpty()) {
            throw AwsError.validation("A start time or a recurrence must be specified");
        }
        if (start.filter(time -> time.isBefore(now.minusSeconds(60))).isPresent()) {
            throw AwsError.validation("Given start time is in the past");
        }
        ScheduledAction action = new ScheduledAction(
                params.required("ScheduledActionName"),
                params.integer("MinSize"),
                params.integer("MaxSize"),
                params.integer("DesiredCapacity"),
                cron,
                text,
                zone,
                start,
                end,
                start);
        return start.isPresent() ? action : action.after(now);
    }

    private static ZoneId zone(Optional<String> name) {
        try {
            return ZoneId.of(name.orElse("UTC"));
        } catch (DateTimeException e) {
            throw AwsError.validation("'" + name.orElse("") + "' is not a time zone");
        }
    }

    private static Optional<Instant> instant(Params params, String name) {
        return params.text(name).map(text -> {
            try {
                return java.time.OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw AwsError.validation("'" + text + "' is not a time for " + name);
            }
        });
    }

    boolean isDue(Instant now) {
        return next.filter(time -> !time.isAfter(now)).isPresent();
    }

    /** The same action waiting for its first occurrence after a time; none is left when it does not recur or has ended. */
    ScheduledAction after(Instant now) {
        Optional<Instant> following =
                recurrence.flatMap(cron -> cron.next(now)).filter(time -> end.isEmpty() || time.isBefore(end.get()));
        return new ScheduledAction(
                name, min, max, desired, recurrence, recurrenceText, timeZone, start, end, following);
    }

    Shape shape(Group group) {
        return Shape.shape()
                .with("AutoScalingGroupName", group.name)
                .with("ScheduledActionName", name)
                .with(
                        "ScheduledActionARN",
                        group.arn.replace(":autoScalingGroup:", ":scheduledUpdateGroupAction:")
                                + ":scheduledActionName/" + name)
                .with("StartTime", start.or(() -> next))
                .with("Time", start.or(() -> next))
                .with("EndTime", end)
                .with("Recurrence", recurrenceText)
                .with("TimeZone", timeZone)
                .with("MinSize", min)
                .with("MaxSize", max)
                .with("DesiredCapacity", desired);
    }
}

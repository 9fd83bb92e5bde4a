package io.jenkins.plugins.bluegreen.local.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CronTest {
    private static Instant next(String expression, String zone, String after) {
        return Cron.parse(expression, ZoneId.of(zone))
                .next(Instant.parse(after))
                .orElseThrow();
    }

    @Test
    void workdaysAtSevenInTheEveningFollowTheTimeZone() {
        assertThat(next("0 19 * * MON-FRI", "Europe/Berlin", "2026-11-20T18:00:00Z"))
                .isEqualTo("2026-11-23T18:00:00Z");
        assertThat(next("0 19 * * MON-FRI", "Europe/Berlin", "2026-07-01T16:59:00Z"))
                .isEqualTo("2026-07-01T17:00:00Z");
    }

    @Test
    void stepsListsAndDaysOfMonth() {
        assertThat(next("*/15 8,9 * * *", "UTC", "2026-01-01T08:50:00Z")).isEqualTo("2026-01-01T09:00:00Z");
        assertThat(next("30 6 29 2 *", "UTC", "2026-01-01T00:00:00Z")).isEqualTo("2028-02-29T06:30:00Z");
    }

    @Test
    void dayOfMonthOrDayOfWeekWhenBothAreNamed() {
        assertThat(next("0 0 13 * 5", "UTC", "2026-11-23T00:00:00Z")).isEqualTo("2026-11-27T00:00:00Z");
    }

    @Test
    void whatIsNoRecurrenceIsRefused() {
        for (String wrong : new String[] {"* * * *", "60 * * * *", "a * * * *", "5-1 * * * *", "*/0 * * * *"}) {
            assertThatThrownBy(() -> Cron.parse(wrong, ZoneId.of("UTC")))
                    .as(wrong)
                    .isInstanceOf(AwsError.class)
                    .hasMessageContaining("Given recurrence string:" + wrong);
        }
    }
}

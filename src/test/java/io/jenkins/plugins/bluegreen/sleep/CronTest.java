package io.jenkins.plugins.bluegreen.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant last(String cron, String now) {
        return Cron.parse(cron, BERLIN).last(Instant.parse(now)).orElseThrow().toInstant();
    }

    private static Instant next(String cron, String now) {
        return Cron.parse(cron, BERLIN).next(Instant.parse(now)).orElseThrow().toInstant();
    }

    @Test
    void anHourOnTheWallIsTheSameInSummerAndWinter() {
        assertThat(last("0 19 * * *", "2026-01-15T20:00:00Z")).isEqualTo("2026-01-15T18:00:00Z");
        assertThat(last("0 19 * * *", "2026-07-15T20:00:00Z")).isEqualTo("2026-07-15T17:00:00Z");
    }

    @Test
    void theMomentItselfIsTheLastTimeAndNotTheNext() {
        assertThat(last("0 19 * * *", "2026-01-15T18:00:00Z")).isEqualTo("2026-01-15T18:00:00Z");
        assertThat(next("0 19 * * *", "2026-01-15T18:00:00Z")).isEqualTo("2026-01-16T18:00:00Z");
    }

    @Test
    void aTimeThatSummerTimeSkipsComesAnHourLater() {
        // 2026-03-29: 02:00 is 03:00; 02:30 does not exist.
        assertThat(next("30 2 * * *", "2026-03-29T00:00:00Z")).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(last("30 2 * * *", "2026-03-29T01:10:00Z")).isEqualTo("2026-03-28T01:30:00Z");
        assertThat(last("30 2 * * *", "2026-03-29T01:30:00Z")).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Test
    void aTimeThatComesTwiceCountsOnce() {
        // 2026-10-25: 03:00 is 02:00 again; 02:30 is at 00:30Z and at 01:30Z.
        assertThat(next("30 2 * * *", "2026-10-24T12:00:00Z")).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(last("30 2 * * *", "2026-10-25T01:15:00Z")).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(next("30 2 * * *", "2026-10-25T00:30:00Z")).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void whatIsNoCronExpressionIsNamed() {
        assertThatThrownBy(() -> Cron.parse("7 o'clock", BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'7 o'clock' is not a cron expression of five fields");
    }
}

package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.jenkins.plugins.bluegreen.port.Scheduler;
import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.wiring.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In virtual time: who waits moves the clock. */
class ApiBudgetTest {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final List<Duration> waits = new ArrayList<>();

    /** A single caller: its waiting is the passing of time. */
    private final Scheduler moving = (delay, task) -> {
        waits.add(delay);
        now = now.plus(delay);
        task.run();
        return () -> {};
    };

    /** Many callers at the same moment: time stands still while each is promised its turn. */
    private final Scheduler still = (delay, task) -> {
        waits.add(delay);
        task.run();
        return () -> {};
    };

    @Test
    void callsAsFastAsTheyAreLetThroughAreNeverThrottledByAws() {
        ApiBudget budget = ApiBudget.elasticLoadBalancing(() -> now, moving);
        TokenBucket awsAll = new TokenBucket(40, 10, now);
        TokenBucket awsChanges = new TokenBucket(20, 3, now);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            boolean change = random.nextInt(3) == 0;
            budget.acquire(change, random.nextInt(4) == 0 ? Urgency.ROLLBACK : Urgency.ORDINARY);
            assertThat(awsAll.until(now)).as("all calls, call %d", i).isZero();
            awsAll.take(now);
            if (change) {
                assertThat(awsChanges.until(now)).as("changes, call %d", i).isZero();
                awsChanges.take(now);
            }
        }
        assertThat(waits).as("the budget was the limit").isNotEmpty();
    }

    @Test
    void whenOrdinaryCallsHaveSpentTheirsARollbackStillGoesAtOnce() {
        ApiBudget budget = ApiBudget.elasticLoadBalancing(() -> now, still);
        assertThatThrownBy(() -> many(budget, 1_000)).isInstanceOf(WorldException.class);
        waits.clear();

        for (int rule = 0; rule < 5; rule++) {
            budget.acquire(false, Urgency.ROLLBACK);
            budget.acquire(true, Urgency.ROLLBACK);
        }

        assertThat(waits).isEmpty();
    }

    /** The threads that would tell it may all be waiting themselves. */
    @Test
    void whoWaitsIsLetThroughThoughNobodyIsFreeToTellIt() {
        Scheduler busy = (delay, task) -> () -> {};
        try (SystemTime time = new SystemTime()) {
            ApiBudget budget = ApiBudget.elasticLoadBalancing(time, busy);
            assertTimeout(Duration.ofSeconds(10), () -> many(budget, 30));
        }
    }

    @Test
    void whoWouldWaitTooLongIsToldSoAndTakesNothing() {
        ApiBudget budget = ApiBudget.elasticLoadBalancing(() -> now, still);

        assertThatThrownBy(() -> many(budget, 1_000))
                .isInstanceOf(WorldException.class)
                .hasMessageContaining("Elastic Load Balancing")
                .satisfies(e -> assertThat(((WorldException) e).kind()).isEqualTo(WorldException.Kind.THROTTLED));
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(ApiBudget.LIMIT));

        now = now.plus(ApiBudget.LIMIT);
        budget.acquire(false, Urgency.ORDINARY);
    }

    @Test
    void turnsAreGivenInTheOrderOfAsking() {
        ApiBudget budget = ApiBudget.elasticLoadBalancing(() -> now, still);
        many(budget, 60);

        assertThat(waits).isNotEmpty().isSorted();
    }

    @Test
    void retriesOfTheSdkCountToo() {
        ApiBudget budget = ApiBudget.elasticLoadBalancing(() -> now, still);
        for (int i = 0; i < 28; i++) {
            budget.alsoSent(false);
        }
        budget.acquire(false, Urgency.ORDINARY);

        assertThat(waits).hasSize(1);
    }

    @Test
    void aClockThatIsSetBackGivesNothingAway() {
        TokenBucket bucket = new TokenBucket(1, 1, now);
        bucket.take(now);

        assertThat(bucket.until(now.minusSeconds(3600))).isEqualTo(Duration.ofSeconds(1));
        assertThat(bucket.until(now.minusSeconds(3599))).isZero();
    }

    private static void many(ApiBudget budget, int calls) {
        for (int i = 0; i < calls; i++) {
            budget.acquire(false, Urgency.ORDINARY);
        }
    }
}

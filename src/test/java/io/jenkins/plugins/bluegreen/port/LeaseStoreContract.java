package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every LeaseStore does. */
abstract class LeaseStoreContract {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Instant NOON = Examples.NOON;

    /** A store over the same documents each time within a test: another controller's view. */
    abstract LeaseStore store();

    int races() {
        return 200;
    }

    @Test
    void aFreeLeaseIsTaken() {
        Lease lease = store().acquire("staging", "ann", MINUTE, NOON);

        assertThat(lease.holder()).isEqualTo("ann");
        assertThat(lease.fence()).isEqualTo(1);
        assertThat(lease.expires()).isEqualTo(NOON.plus(MINUTE));
        assertThat(store().current("staging")).contains(lease);
    }

    @Test
    void nobodyHasALeaseThatWasNeverTakenOrWasGivenBack() {
        assertThat(store().current("staging")).isEmpty();

        store().release(store().acquire("staging", "ann", MINUTE, NOON));

        assertThat(store().current("staging")).isEmpty();
    }

    @Test
    void aHeldLeaseIsRefusedNamingItsHolder() {
        store().acquire("staging", "ann", MINUTE, NOON);

        assertThatThrownBy(() -> store().acquire("staging", "bob", MINUTE, NOON.plusSeconds(59)))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("ann")
                .hasMessageContaining("staging");
    }

    @Test
    void anExpiredLeaseIsTakenOverWithAGreaterFence() {
        Lease old = store().acquire("staging", "ann", MINUTE, NOON);
        Lease taken = store().acquire("staging", "bob", MINUTE, NOON.plus(MINUTE));

        assertThat(taken.fence()).isGreaterThan(old.fence());
        assertThatThrownBy(() -> store().renew(old, MINUTE, NOON.plusSeconds(61)))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("bob");
    }

    @Test
    void whoHasItGetsItAgainWithTheSameFence() {
        Lease lease = store().acquire("staging", "ann", MINUTE, NOON);
        Lease again = store().acquire("staging", "ann", MINUTE, NOON.plusSeconds(30));

        assertThat(again.fence()).isEqualTo(lease.fence());
        assertThat(again.expires()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void renewingMakesItLongerAndKeepsTheFence() {
        Lease lease = store().acquire("staging", "ann", MINUTE, NOON);
        Lease renewed = store().renew(lease, MINUTE, NOON.plusSeconds(20));

        assertThat(renewed.fence()).isEqualTo(lease.fence());
        assertThat(renewed.expires()).isEqualTo(NOON.plusSeconds(80));
        assertThat(store().renew(lease, MINUTE, NOON.plusSeconds(40)).expires()).isEqualTo(NOON.plusSeconds(100));
    }

    @Test
    void fencesGrowForEver() {
        Lease first = store().acquire("staging", "ann", MINUTE, NOON);
        store().release(first);
        Lease second = store().acquire("staging", "ann", MINUTE, NOON);
        store().release(second);
        Lease third = store().acquire("staging", "bob", MINUTE, NOON);

        assertThat(List.of(first.fence(), second.fence(), third.fence())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void givingBackWhatSomebodyElseTookOverChangesNothing() {
        Lease old = store().acquire("staging", "ann", MINUTE, NOON);
        Lease taken = store().acquire("staging", "bob", MINUTE, NOON.plus(MINUTE));

        store().release(old);

        assertThat(store().current("staging")).contains(taken);
    }

    @Test
    void environmentsDoNotShareALease() {
        store().acquire("staging", "ann", MINUTE, NOON);

        assertThat(store().acquire("production", "bob", MINUTE, NOON).holder()).isEqualTo("bob");
    }

    @Test
    void onlyOneOfManyGetsItAndNoFenceIsGivenTwice() throws Exception {
        int racers = 4;
        Set<Long> fences = new HashSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            for (int race = 0; race < races(); race++) {
                Instant now = NOON.plus(MINUTE.multipliedBy(2L * race));
                List<Lease> winners = race(threads, racers, race, now);
                assertThat(winners).as("holders in race %d", race).hasSize(1);
                assertThat(fences.add(winners.get(0).fence())).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Lease> race(ExecutorService threads, int racers, int race, Instant now) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers);
        List<Future<List<Lease>>> results = new ArrayList<>();
        for (int racer = 0; racer < racers; racer++) {
            String holder = race + "/" + racer;
            results.add(threads.submit(() -> {
                LeaseStore own = store();
                start.await();
                try {
                    return List.of(own.acquire("staging", holder, MINUTE, now));
                } catch (LeaseHeldException held) {
                    return List.<Lease>of();
                }
            }));
        }
        List<Lease> winners = new ArrayList<>();
        for (Future<List<Lease>> result : results) {
            winners.addAll(result.get(30, TimeUnit.SECONDS));
        }
        return winners;
    }
}

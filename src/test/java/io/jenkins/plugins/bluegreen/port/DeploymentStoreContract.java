package io.jenkins.plugins.bluegreen.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.model.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every DeploymentStore does. */
abstract class DeploymentStoreContract {
    /** A store over the same documents each time within a test: another controller's view. */
    abstract DeploymentStore store();

    /** Replaces what is stored by these bytes. */
    abstract void damage(String environment, String id, byte[] content);

    /** Bytes as stored. */
    abstract byte[] stored(String environment, String id);

    /** How many races of saves a run of this contract is worth: fewer where each takes long. */
    int races() {
        return 200;
    }

    private final Stored first = Examples.deployment("staging", "d-1", Examples.NOON);

    @Test
    void whatWasSavedIsRead() {
        Stored saved = store().save(first);
        Stored again = store().save(saved.plus(List.of(Examples.entered(Phase.PREPARING)), 7));

        assertThat(store().load("staging", "d-1")).contains(again);
        assertThat(again.fence()).isEqualTo(7);
        assertThat(again.deployment().phase()).isEqualTo(Phase.PREPARING);
        assertThat(again.version()).isNotEqualTo(saved.version());
    }

    @Test
    void whatWasNeverSavedIsAbsent() {
        assertThat(store().load("staging", "d-1")).isEmpty();
        assertThat(store().recent("staging", 10)).isEmpty();
        assertThat(store().environments()).isEmpty();
    }

    @Test
    void aDeploymentIsCreatedOnce() {
        store().save(first);

        assertThatThrownBy(() -> store().save(first)).isInstanceOf(VersionConflictException.class);
    }

    @Test
    void aSaveOverAnOldVersionIsRefusedAndChangesNothing() {
        Stored saved = store().save(first);
        Stored winner = store().save(saved.plus(List.of(Examples.entered(Phase.PREPARING)), 1));

        assertThatThrownBy(() -> store().save(saved.plus(List.of(Examples.entered(Phase.HALTED)), 1)))
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContaining("d-1");
        assertThat(store().load("staging", "d-1")).contains(winner);
    }

    @Test
    void aSaveUnderAnOlderFenceIsRefused() {
        Stored saved = store().save(store().save(first).plus(List.of(Examples.entered(Phase.PREPARING)), 5));

        assertThatThrownBy(() -> store().save(saved.plus(List.of(Examples.entered(Phase.VERIFYING)), 4)))
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContaining("fence");
    }

    @Test
    void theNewestDeploymentsComeFirst() {
        for (int i = 1; i <= 5; i++) {
            store().save(Examples.deployment("staging", "d-" + i, Examples.NOON.plus(Duration.ofMinutes(i))));
        }
        store().save(Examples.deployment("production", "p-1", Examples.NOON));

        assertThat(store().recent("staging", 3)).containsExactly("d-5", "d-4", "d-3");
        assertThat(store().environments()).containsExactlyInAnyOrder("staging", "production");
    }

    @Test
    void anEnvironmentMayHaveAnyName() {
        for (String name : List.of("a/b", "..", "Zürich test", "%2e")) {
            store().save(Examples.deployment(name, "d-1", Examples.NOON));

            assertThat(store().load(name, "d-1")).as(name).isPresent();
            assertThat(store().environments()).contains(name);
        }
    }

    @Test
    void aTornJournalSaysSoInOneSentence() {
        store().save(first);
        byte[] whole = stored("staging", "d-1");
        damage("staging", "d-1", java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> store().load("staging", "d-1"))
                .isInstanceOf(UnreadableJournalException.class)
                .hasMessageContaining("d-1")
                .hasMessageContaining("torn")
                .hasMessageContaining("restore it");
    }

    @Test
    void exactlyOneOfManyRacingSavesWins() throws Exception {
        int racers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            Stored current = store().save(first);
            for (int race = 0; race < races(); race++) {
                Stored next = current.plus(List.of(Examples.entered(Phase.PREPARING)), 1);
                List<Stored> winners = race(threads, racers, next);
                assertThat(winners).as("winners of race %d", race).hasSize(1);
                current = winners.get(0);
            }
            assertThat(store().load("staging", "d-1").orElseThrow().journal()).hasSize(races());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Stored> race(ExecutorService threads, int racers, Stored next) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers);
        List<Future<List<Stored>>> results = IntStream.range(0, racers)
                .mapToObj(i -> threads.submit(() -> {
                    DeploymentStore own = store();
                    start.await();
                    try {
                        return List.of(own.save(next));
                    } catch (VersionConflictException lost) {
                        return List.<Stored>of();
                    }
                }))
                .toList();
        List<Stored> winners = new ArrayList<>();
        for (Future<List<Stored>> result : results) {
            winners.addAll(result.get(30, TimeUnit.SECONDS));
        }
        return winners;
    }
}

package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.testkit.History;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The invariants of {@code docs/architecture.md}, over random histories in virtual time: releases good and bad, lagging nodes, failing
 * calls, crashes before and after any call, strangers, lost instances, people who change their minds. {@code -Dhistories=1000000} runs
 * more than the ten thousand of an ordinary run.
 */
class RandomHistoriesTest {
    @Property(shrinking = ShrinkingMode.BOUNDED)
    void everyHistoryEndsLegally(@ForAll("histories") History history) {
        History.Outcome outcome = history.run();

        assertThat(outcome.violations()).as(outcome.story()).isEmpty();
    }

    @Provide
    Arbitrary<History> histories() {
        Arbitrary<History.World> worlds = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers()
                                .between(0, 45)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 60))
                .as((rules, lags, size, boot) -> new History.World(
                        rules, lags.stream().map(Duration::ofSeconds).toList(), size, Duration.ofSeconds(boot)));
        Arbitrary<History.Quality> qualities = Arbitraries.of(History.Quality.class);
        Arbitrary<String> plans =
                Arbitraries.of("100%", "10%:5s, 100%:10s", "1%:3s, 50%, 99%:2s, 100%:20s", "25%:10s, 100%");
        Arbitrary<Integer> failures = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(3, 0), net.jqwik.api.Tuple.of(2, 20), net.jqwik.api.Tuple.of(1, 150));
        Arbitrary<Set<Integer>> crashes =
                Arbitraries.integers().between(1, 600).set().ofMaxSize(3);
        Arbitrary<List<History.Act>> acts = Combinators.combine(
                        Arbitraries.integers().between(1, 400), Arbitraries.of(History.Kind.class))
                .as(History.Act::new)
                .list()
                .ofMaxSize(4);
        return Combinators.combine(Arbitraries.longs(), worlds, qualities, plans, failures, crashes, crashes, acts)
                .as(History::new);
    }
}

package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Thresholds;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropagationGateTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final TrafficSplit HOME = TrafficSplit.allOn(Colour.BLUE);

    private final List<Probe> probes = new ArrayList<>();
    private Instant now = START;

    private void answers(String node, Colour colour, int times) {
        for (int i = 0; i < times; i++) {
            now = now.plusMillis(100);
            probes.add(probe(node, Optional.of(colour), 200));
        }
    }

    private Probe probe(String node, Optional<Colour> colour, int status) {
        return new Probe(now, node, Optional.empty(), "/", status, Duration.ofMillis(5), "r", colour, "");
    }

    private PropagationGate.Landing judge(TrafficSplit before, TrafficSplit asked) {
        return PropagationGate.judge(probes, START, Set.of(before), asked, 1, Thresholds.DEFAULT);
    }

    @Test
    void oneAnswerOfTheNewSideIsNotMissedButTwentyOfTheOldProveNothing() {
        answers("a", Colour.BLUE, 20);
        assertThat(judge(HOME, new TrafficSplit(90, 10)).landed()).isFalse();
        answers("a", Colour.GREEN, 1);
        assertThat(judge(HOME, new TrafficSplit(90, 10)).landed()).isTrue();
    }

    @Test
    void aShareBetweenTwoThatMayLagIsSeenAllTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            answers("a", random.nextInt(100) < 30 ? Colour.GREEN : Colour.BLUE, 1);
        }
        Set<TrafficSplit> before = Set.of(new TrafficSplit(80, 20), new TrafficSplit(50, 50));
        assertThat(PropagationGate.judge(probes, START, before, new TrafficSplit(70, 30), 1, Thresholds.DEFAULT)
                        .landed())
                .isTrue();
        assertThat(PropagationGate.judge(probes, START, before, new TrafficSplit(90, 10), 1, Thresholds.DEFAULT)
                        .landed())
                .isFalse();
    }

    @Test
    void theSlowestNodeDecides() {
        answers("a", Colour.GREEN, 30);
        answers("b", Colour.BLUE, 30);
        PropagationGate.Landing landing = judge(HOME, TrafficSplit.allOn(Colour.GREEN));
        assertThat(landing.landed()).isFalse();
        assertThat(landing.reason()).contains("node b");
    }

    @Test
    void theLagIsTheTimeUntilTheLastNodeChanged() {
        answers("a", Colour.GREEN, 20);
        answers("b", Colour.BLUE, 30);
        answers("b", Colour.GREEN, 20);
        PropagationGate.Landing landing = judge(HOME, TrafficSplit.allOn(Colour.GREEN));
        assertThat(landing.landed()).isTrue();
        assertThat(landing.lag()).isEqualTo(Duration.ofMillis(5100));
    }

    @Test
    void silenceIsManyProbesInARowAndOneAnswerStartsItOver() {
        answers("a", Colour.BLUE, 19);
        assertThat(judge(new TrafficSplit(50, 50), HOME).landed()).isFalse();
        answers("a", Colour.GREEN, 1);
        answers("a", Colour.BLUE, 19);
        assertThat(judge(new TrafficSplit(50, 50), HOME).landed()).isFalse();
        answers("a", Colour.BLUE, 1);
        assertThat(judge(new TrafficSplit(50, 50), HOME).landed()).isTrue();
    }

    @Test
    void answersWithoutASideAreHopelessAndSayWhatIsMissing() {
        for (int i = 0; i < 20; i++) {
            probes.add(probe("a", Optional.empty(), 200));
        }
        PropagationGate.Landing landing = judge(HOME, new TrafficSplit(90, 10));
        assertThat(landing.hopeless()).isTrue();
        assertThat(landing.reason()).contains("X-BlueGreen-Colour");
    }

    @Test
    void aShareThatFitsNeitherOldNorNewIsNotTakenForEither() {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            answers("a", random.nextInt(100) < 35 ? Colour.GREEN : Colour.BLUE, 1);
        }
        PropagationGate.Landing landing = judge(HOME, new TrafficSplit(90, 10));
        assertThat(landing.landed()).isFalse();
        assertThat(landing.reason()).contains("does not fit");
    }

    @ParameterizedTest(name = "from {0} to {1} percent")
    @CsvSource({"0,10", "10,50", "50,100", "100,0", "10,0", "50,0", "0,100"})
    void aNodeThatHasNotChangedIsTakenForChangedLessThanOnceInAHundred(int before, int asked) {
        int wrong = 0;
        for (int seed = 0; seed < 1000; seed++) {
            probes.clear();
            now = START;
            Random random = new Random(seed);
            for (int i = 0; i < 60; i++) {
                answers("a", random.nextInt(100) < before ? Colour.GREEN : Colour.BLUE, 1);
            }
            boolean landed = judge(TrafficSplit.share(Colour.GREEN, before), TrafficSplit.share(Colour.GREEN, asked))
                    .landed();
            wrong += landed ? 1 : 0;
        }
        assertThat(wrong).isLessThan(10);
    }

    @Test
    void aNodeThatTheNameNoLongerLeadsToIsNotWaitedFor() {
        answers("gone", Colour.BLUE, 5);
        assertThat(judge(HOME, TrafficSplit.allOn(Colour.GREEN)).landed()).isFalse();

        for (int second = 0; second < 61; second++) {
            now = now.plusSeconds(1);
            answers("stays", Colour.GREEN, 1);
        }

        assertThat(judge(HOME, TrafficSplit.allOn(Colour.GREEN)).landed()).isTrue();
    }

    @Test
    void aNodeThatIsNamedAndDoesNotAnswerIsWaitedFor() {
        for (int second = 0; second < 120; second++) {
            now = now.plusSeconds(1);
            answers("answers", Colour.GREEN, 1);
            probes.add(probe("silent", Optional.empty(), 0));
        }

        assertThat(judge(HOME, TrafficSplit.allOn(Colour.GREEN)).landed()).isFalse();
    }

    @Test
    void aNameThatDidNotResolveForAMomentIsNoNode() {
        probes.add(probe("", Optional.empty(), 0));
        answers("a", Colour.GREEN, 120);

        assertThat(judge(HOME, TrafficSplit.allOn(Colour.GREEN)).landed()).isTrue();
    }
}

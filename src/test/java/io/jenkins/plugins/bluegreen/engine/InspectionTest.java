package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Probe;
import io.jenkins.plugins.bluegreen.model.Verdict;
import io.jenkins.plugins.bluegreen.port.Prober;
import io.jenkins.plugins.bluegreen.port.World;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A look at an environment: an answer that is late once is no verdict, a release that says it is not ready is. */
class InspectionTest {
    private static final int LATE = 0;

    private final Rig rig = new Rig();

    @Test
    void aValidationThatIsLateOnceIsAskedAgain() {
        assertThat(lookAt(List.of(200, LATE), List.of(200, 200)).isHealthy()).isTrue();
    }

    @Test
    void aValidationThatNeverAnswersIsNoHealth() {
        HealthReport report = lookAt(List.of(200, LATE), List.of(200, LATE));

        assertThat(report.verdicts())
                .filteredOn(verdict -> !verdict.isPass())
                .extracting(Verdict::reason)
                .singleElement()
                .asString()
                .startsWith("/deployment/validate answers no answer within 2000 ms");
    }

    @Test
    void aReleaseThatSaysItIsNotReadyIsNotAskedAgain() {
        assertThat(lookAt(List.of(200, 503), List.of(200, 200)).isHealthy()).isFalse();
    }

    @Test
    void whatOneNodeRefusesCountsThoughAnotherIsLate() {
        assertThat(lookAt(List.of(503, LATE), List.of(200, 200)).isHealthy()).isFalse();
    }

    @Test
    void twoLostProbesOfFiveAreNoVerdictAsInADeployment() {
        HealthReport report = lookAtProbes(probe -> probe % 20 == 3 || probe % 20 == 7);

        assertThat(report.isHealthy()).isTrue();
        assertThat(report.verdicts())
                .extracting(Verdict::reason)
                .contains("36 of 40 probes were answered well: no answer within 2000 ms at 10.0.0.1");
    }

    @Test
    void threeBadProbesOfFiveInARowAreOneToo() {
        assertThat(lookAtProbes(probe -> probe == 11 || probe == 13 || probe == 15)
                        .isHealthy())
                .isFalse();
    }

    @Test
    void aNodeThatAnswersBadlyIsNotHiddenByAnotherThatAnswersWell() {
        assertThat(lookAtProbes(probe -> probe % 4 == 0).isHealthy()).isFalse();
    }

    /** Looks through two nodes that are asked in turn, 20 times each, while these of the probes are lost. */
    private HealthReport lookAtProbes(IntPredicate lost) {
        World world = rig.cloud.world();
        AtomicInteger sent = new AtomicInteger();
        Prober prober = (environment, side, path, perNode) -> IntStream.range(0, 2 * perNode)
                .mapToObj(i -> {
                    boolean counts = path.equals("/health") && perNode > 1;
                    boolean bad = counts && lost.test(sent.getAndIncrement());
                    return probe("10.0.0." + i % 2, path, bad ? LATE : 200);
                })
                .toList();
        return look(world, prober);
    }

    /** Looks while the application answers its validation with these statuses, a round of one for each of the two nodes. */
    private HealthReport lookAt(List<Integer> first, List<Integer> second) {
        Queue<List<Integer>> answers = new ArrayDeque<>(List.of(first, second));
        World world = rig.cloud.world();
        Prober prober = (environment, side, path, perNode) -> path.equals(Prober.VALIDATE)
                ? answers.remove().stream().map(this::answer).toList()
                : world.prober().probe(environment, side, path, perNode);
        return look(world, prober);
    }

    private HealthReport look(World world, Prober prober) {
        World watched = new World(
                world.traffic(), world.fleet(), prober, world.alarms(), world.meter(), world.schema(), world.calls());
        return new Inspection(environment -> watched).verify(rig.cloud.environment(), Optional.empty(), "");
    }

    private Probe answer(int status) {
        return probe("", Prober.VALIDATE, status);
    }

    private Probe probe(String node, String path, int status) {
        return new Probe(
                rig.time.now(),
                node,
                Optional.empty(),
                path,
                status,
                Duration.ofMillis(20),
                status == LATE ? "" : "r1",
                status == LATE ? Optional.empty() : Optional.of(Colour.BLUE),
                status == LATE ? "no answer within 2000 ms" : "");
    }
}

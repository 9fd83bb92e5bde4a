package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code serve --tick}, in virtual time. */
class UpkeepTest {
    private final Rig rig = new Rig();
    private final AtomicInteger rounds = new AtomicInteger();
    private final List<String> complaints = new ArrayList<>();

    private void keepUp(Runnable schedules) {
        Engine engine = rig.controller();
        new Upkeep(engine, rig.store, rig.time, progress -> {}, schedules, complaints::add).begin();
    }

    @Test
    void aDeploymentWhoseControllerIsGoneIsBroughtToItsEnd() {
        Engine lost = rig.controller();
        String id = rig.deploy(lost, "2.0.0", "10%:60s, 100%:60s");
        rig.runTo(id, Phase.SHIFTING);
        lost.close();
        // Longer than its lease, and not so long that its deadline has passed: then it would be taken back.
        rig.time.advance(Duration.ofMinutes(5));
        assertThat(rig.phase(id)).as("nobody drives it").isEqualTo(Phase.SHIFTING);

        keepUp(rounds::incrementAndGet);
        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.cloud.reading(Colour.BLUE).isEmpty())
                .as("the keep window has ended, the old side is retired")
                .isTrue();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aDeploymentThatSomebodyDrivesIsLeftToThem() {
        String id = rig.deploy(rig.controller(), "2.0.0", "10%:60s, 100%:60s");
        keepUp(rounds::incrementAndGet);

        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.log.stream().filter(line -> line.contains("asking for"))).hasSize(2);
    }

    @Test
    void schedulesAreLookedAfterEveryMinuteWhateverAMinuteBrought() {
        keepUp(() -> {
            if (rounds.incrementAndGet() == 2) {
                throw new IllegalStateException("AWS is away");
            }
        });

        rig.time.advance(Duration.ofMinutes(5));

        assertThat(rounds.get()).isEqualTo(6);
        assertThat(complaints).containsExactly("this minute's look failed, the next comes: AWS is away");
    }
}

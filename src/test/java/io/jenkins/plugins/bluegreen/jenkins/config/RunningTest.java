package io.jenkins.plugins.bluegreen.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.wiring.Access;
import io.jenkins.plugins.bluegreen.wiring.Installation;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation of a controller that is told to stop. */
class RunningTest {
    private final AtomicInteger opened = new AtomicInteger();

    private Running running(Path home) {
        return new Running(() -> {
            opened.incrementAndGet();
            return Installation.Parts.of(new State.Directory(home), Access.DEFAULT)
                    .open();
        });
    }

    @Test
    void whatHasStoppedIsNotOpenedAgainByWhoeverStillAsks(@TempDir Path home) {
        Running running = running(home);
        running.get();

        running.close();

        assertThatThrownBy(running::get)
                .isInstanceOf(ControllerStoppingException.class)
                .hasMessageContaining("when it is up again");
        running.later(Duration.ZERO, () -> opened.addAndGet(100));
        assertThat(opened).hasValue(1);
    }

    @Test
    void aControllerThatStopsBeforeAnybodyAskedOpensNothing(@TempDir Path home) {
        Running running = running(home);

        running.close();

        assertThatThrownBy(running::get).isInstanceOf(ControllerStoppingException.class);
        assertThat(opened).hasValue(0);
    }

    @Test
    void aTaskThatIsRunningWhenItStopsMayAskForMoreAndGetsNothing(@TempDir Path home) throws Exception {
        Running running = running(home);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        running.later(Duration.ZERO, () -> {
            begun.countDown();
            while (!isStopping(running)) {
                Thread.onSpinWait();
            }
            running.later(Duration.ZERO, () -> opened.addAndGet(100));
            asked.countDown();
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        running.close();

        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(opened).hasValue(1);
    }

    private static boolean isStopping(Running running) {
        try {
            running.get();
            return false;
        } catch (ControllerStoppingException e) {
            return true;
        }
    }
}

package io.jenkins.plugins.bluegreen.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.TrafficSplit;
import io.jenkins.plugins.bluegreen.port.Fleet;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An environment as Terraform has just made it: both sides empty, none with a release, all weight on blue. */
class FirstReleaseTest {
    private final Night night = new Night();
    private final Rig rig = night.room.rig;

    @BeforeEach
    void terraformHasJustMadeIt() {
        Fleet fleet = rig.cloud.world().fleet();
        for (Colour colour : Colour.values()) {
            fleet.prepare(night.room.shop.environment(), colour, Release.of(Release.NONE), new Capacity(0, 4, 0));
        }
        rig.time.advance(Duration.ofMinutes(10));
        assertThat(night.room.instances()).isZero();
    }

    private CompletableFuture<Sleeping.Outcome> start(String release) {
        CompletableFuture<Sleeping.Outcome> ended = night.room
                .controller()
                .bring(
                        night.room.shop,
                        Wish.AWAKE,
                        Optional.ofNullable(release).map(Release::of),
                        "jane",
                        night.said::add);
        rig.time.runUntil(ended::isDone, Duration.ofHours(2));
        return ended;
    }

    @Test
    void itComesUpOnTheSideWithTheWeightAtTheUsualSizeAndServes() {
        Sleeping.Outcome outcome = start("1.0.0").join();

        assertThat(outcome.how()).contains("verified awake");
        assertThat(rig.cloud.reading(Colour.BLUE).ready(Release.of("1.0.0")))
                .isEqualTo(night.room.shop.size().desired());
        assertThat(rig.cloud.reading(Colour.GREEN).isEmpty()).isTrue();
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.BLUE));
        assertThat(rig.cloud.writes()).as("no weight was written").isZero();
    }

    @Test
    void theSecondIsDeployedBesideIt() {
        start("1.0.0").join();

        String id = rig.deploy(rig.controller(), "2.0.0", "100%:60s");
        rig.runTo(id, Phase.SUCCEEDED);

        assertThat(rig.deployment(id).order().previous()).isEqualTo(Release.of("1.0.0"));
        assertThat(rig.cloud.split(0)).isEqualTo(TrafficSplit.allOn(Colour.GREEN));
    }

    @Test
    void withoutOneNothingIsStartedAndTheSentenceSaysWhatToGive() {
        assertThat(start(null))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("has never had a release")
                .withMessageContaining("--release");

        assertThat(night.room.instances()).isZero();
        assertThat(night.room.controller().status(night.room.shop).mark())
                .as("nothing was begun")
                .isEmpty();
    }

    @Test
    void anEnvironmentThatHasOneKeepsIt() {
        start("1.0.0").join();

        start("9.9.9").join();

        assertThat(rig.cloud.reading(Colour.BLUE).release()).isEqualTo("1.0.0");
    }

    @Test
    void aDeploymentSaysHowTheFirstOneComesUp() {
        String id = rig.deploy(rig.controller(), "2.0.0", "100%:60s");
        rig.runTo(id, Phase.ROLLED_BACK);

        assertThat(rig.deployment(id).reason()).contains("bluegreen start shop --release");
    }
}

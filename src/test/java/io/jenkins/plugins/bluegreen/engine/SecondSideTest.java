package io.jenkins.plugins.bluegreen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.bluegreen.cost.PriceTable;
import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SecondSide;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.model.Tally;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecondSideTest {
    private final InstancePrice price = PriceTable.shipped().instance("t3.micro", 8, "us-east-1");
    private final Rig rig = rig(price);

    private static Rig rig(InstancePrice price) {
        return new Rig(SimulatedCloud.Shape.ordinary().with(Settings.DEFAULT.with(price)));
    }

    private SecondSide cost(String id) {
        return Receipts.of(rig.stored(id), Tally.NONE, rig.time.now()).secondSide();
    }

    @Test
    void aDeploymentCostsItsSecondSideFromPreparingToRetired() {
        String id = rig.deploy(rig.controller(), "2.0.0", "100%:60s");
        rig.runTo(id, Phase.SUCCEEDED);
        Duration took = Duration.between(rig.deployment(id).order().at(), rig.time.now());

        SecondSide cost = cost(id);

        // Two instances, and the whole of the deployment but the moment of its planning.
        assertThat(cost.instanceSeconds()).isBetween(2 * took.toSeconds() - 20, 2 * took.toSeconds());
        assertThat(cost.dollarsAnHour()).isCloseTo(2 * (0.0104 + 8 * 0.08 / 730), within(1e-9));
        assertThat(cost.dollars()).isCloseTo(cost.instanceSeconds() / 3600.0 * cost.dollarsAnHour() / 2, within(1e-9));
        assertThat(rig.cloud.reading(Colour.BLUE).isEmpty()).isTrue();

        rig.time.advance(Duration.ofDays(1));
        assertThat(cost(id)).as("an ended deployment costs nothing more").isEqualTo(cost);
    }

    @Test
    void whatGoesOnCostsMoreEachHour() {
        String id = rig.deploy(rig.controller(), "2.0.0", "10%:3h, 100%:60s");
        rig.runTo(id, Phase.SHIFTING);
        double before = cost(id).dollars();

        rig.time.advance(Duration.ofHours(1));

        assertThat(cost(id).dollars() - before).isCloseTo(cost(id).dollarsAnHour(), within(1e-4));
    }

    @Test
    void whatWasOnlyPlannedHasCostNothing() {
        String id = rig.begin(rig.controller(), "2.0.0", "100%:60s").id();

        assertThat(cost(id)).isEqualTo(new SecondSide(0, 0, price));
    }

    @Test
    void whoeverApprovesIsShownWhatWaitingCosts() {
        assertThat(shown(rig))
                .startsWith("$0.0226 an hour while both sides run, $0.000")
                .contains("2 x t3.micro with 8 GiB");
        assertThat(shown(rig(InstancePrice.UNKNOWN))).isEqualTo("2 instances; what they cost is not known");
    }

    private static String shown(Rig rig) {
        Engine engine = rig.controller();
        String id = engine.begin(
                        new Request(rig.cloud.environment(), Release.of("2.0.0"), Plan.parse("100%:60s"), true, "test"))
                .id();
        rig.drive(engine, id);
        return rig.runTo(id, Phase.VERIFIED)
                .evidence()
                .orElseThrow()
                .measurements()
                .get("second side");
    }

    @Test
    void aPriceOfAnotherRegionIsNamedAsSuchAndAnUnknownTypeHasNone() {
        assertThat(PriceTable.shipped().instance("t3.micro", 8, "eu-central-1").basis())
                .contains("list price of us-east-1, not of eu-central-1");
        assertThat(PriceTable.shipped().instance("x9.huge", 8, "us-east-1").isKnown())
                .isFalse();
    }
}

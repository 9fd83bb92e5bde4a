package io.jenkins.plugins.bluegreen.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeploymentCostTest {
    private final Rig rig = new Rig();
    private final PriceTable prices = PriceTable.shipped();

    private DeploymentCost cost(String id) {
        return DeploymentCost.of(rig.stored(id), prices, "t3.micro", 8, rig.time.now());
    }

    @Test
    void aDeploymentCostsItsSecondSideFromPreparingToRetired() {
        String id = rig.deploy(rig.controller(), "2.0.0", "100%:60s");
        rig.runTo(id, Phase.SUCCEEDED);
        Duration took = Duration.between(rig.deployment(id).order().at(), rig.time.now());

        DeploymentCost cost = cost(id);

        // Two instances, and the whole of the deployment but the moment of its planning.
        assertThat(cost.instanceSeconds()).isBetween(2 * took.toSeconds() - 20, 2 * took.toSeconds());
        assertThat(cost.insurancePerHour()).isCloseTo(2 * (0.0104 + 8 * 0.08 / 730), within(1e-9));
        assertThat(cost.dollars())
                .isCloseTo(cost.instanceSeconds() / 3600.0 * cost.insurancePerHour() / 2, within(1e-9));
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

        assertThat(cost(id).dollars() - before).isCloseTo(cost(id).insurancePerHour(), within(1e-4));
    }

    @Test
    void whatWasOnlyPlannedHasCostNothing() {
        String id = rig.begin(rig.controller(), "2.0.0", "100%:60s").id();

        assertThat(cost(id)).isEqualTo(new DeploymentCost(0, 0, 0));
    }

    @Test
    void aTypeThatTheTableDoesNotKnowIsNamed() {
        String id = rig.begin(rig.controller(), "2.0.0", "100%:60s").id();

        assertThatThrownBy(() -> DeploymentCost.of(rig.stored(id), prices, "x9.huge", 8, rig.time.now()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x9.huge");
    }
}

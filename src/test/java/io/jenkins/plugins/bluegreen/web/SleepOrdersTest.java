package io.jenkins.plugins.bluegreen.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.engine.Engine;
import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.port.Database;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.sleep.Bedroom;
import io.jenkins.plugins.bluegreen.sleep.SleepRefusedException;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the buttons of an environment's page do, on the simulated cloud in virtual time. */
class SleepOrdersTest {
    private final Bedroom bedroom = new Bedroom();
    private final Sleeping sleeping = bedroom.controller();
    private final SleepOrders sleep = new SleepOrders(
            () -> sleeping,
            name -> name.equals("shop") ? Optional.of(bedroom.shop) : Optional.empty(),
            bedroom.rig.time);
    private Engine engine;
    private Orders orders;
    private PageData data;

    @BeforeEach
    void open(@TempDir Path directory) {
        engine = bedroom.rig.controller();
        Sightings sightings = Sightings.under(directory);
        orders = new Orders(engine, sightings, sleep, "ada, on the page");
        data = new PageData(
                bedroom.rig.store,
                sightings,
                List.of(bedroom.shop.environment()),
                Optional.of(new Inspection(environment -> bedroom.rig.cloud.world())),
                bedroom.rig.time);
    }

    private ObjectNode page() {
        // A look at the world may be a few seconds old.
        bedroom.rig.time.advance(Duration.ofSeconds(20));
        return orders.describe(data.environment("shop").orElseThrow());
    }

    private Optional<ObjectNode> order(String name) {
        return orders.give("shop", name, () -> data.environment("shop"));
    }

    @Test
    void anEnvironmentAwakeIsOfferedSleepAndGoesToSleepWithItsDatabase() {
        assertThat(page().path("orders")).hasToString("[\"stop\"]");

        ObjectNode after = order("stop").orElseThrow();

        assertThat(after.path("orders")).isEmpty();
        assertThat(after.at("/sleep/state").asText()).isEqualTo("GOING");
        assertThat(after.at("/sleep/by").asText()).isEqualTo("ada, on the page");
        bedroom.rig.time.advance(Duration.ofMinutes(10));
        assertThat(bedroom.instances()).isZero();
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.STOPPED);
        assertThat(page().at("/sleep/state").asText()).isEqualTo("DONE");
        assertThat(page().path("orders")).hasToString("[\"start\"]");
    }

    @Test
    void anEnvironmentAsleepIsWokenAndServes() {
        order("stop");
        bedroom.rig.time.advance(Duration.ofMinutes(10));

        order("start");

        bedroom.rig.time.advance(Duration.ofMinutes(10));
        assertThat(bedroom.instances()).isPositive();
        assertThat(bedroom.databaseState()).isEqualTo(Database.State.AVAILABLE);
        assertThat(page().path("orders")).hasToString("[\"stop\"]");
    }

    @Test
    void duringADeploymentNeitherIsOfferedAndBothAreRefusedWithASentence() {
        String id = bedroom.rig.deploy(engine, "v2", "50%:30s, 100%:60s");

        assertThat(page().path("orders")).isEmpty();
        assertThatThrownBy(() -> order("stop"))
                .isInstanceOf(SleepRefusedException.class)
                .hasMessageContaining(id);
        assertThat(bedroom.instances()).isPositive();
    }

    @Test
    void aSecondOrderWhileTheFirstIsUnderWayIsRefused() {
        order("stop");

        assertThatThrownBy(() -> order("start")).isInstanceOf(LeaseHeldException.class);
    }

    @Test
    void anOrderThatNobodyKnowsChangesNothing() {
        assertThat(order("destroy")).isEmpty();
        assertThat(orders.give("other", "stop", () -> data.environment("shop"))).isEmpty();
        assertThat(page().has("sleep")).isFalse();
    }
}

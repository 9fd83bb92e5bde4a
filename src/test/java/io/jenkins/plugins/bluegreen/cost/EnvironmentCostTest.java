package io.jenkins.plugins.bluegreen.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.bluegreen.model.Capacity;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Settings;
import io.jenkins.plugins.bluegreen.port.BilledMonth;
import io.jenkins.plugins.bluegreen.port.Billing;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.sleep.Schedule;
import io.jenkins.plugins.bluegreen.sleep.Sleepable;
import io.jenkins.plugins.bluegreen.testkit.Rig;
import io.jenkins.plugins.bluegreen.testkit.SimulatedCloud;
import io.jenkins.plugins.bluegreen.wiring.Costs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentCostTest {
    private static final Schedule OFFICE =
            Schedule.of("0 20 * * 1-5", "0 8 * * 1-5", ZoneId.of("Europe/Berlin"), Set.of());

    private final Rig rig = new Rig(SimulatedCloud.Shape.ordinary()
            .with(Settings.DEFAULT.with(new InstancePrice(0.0113, "t3.micro with 8 GiB"))));
    private final Sleepable shop = new Sleepable(rig.cloud.environment(), "", new Capacity(2, 4, 2));

    private EnvironmentCost cost(Billing billing, boolean withBill) {
        return new Costs(rig.store, environment -> billing, rig.time).month(shop, Optional.of(OFFICE), withBill);
    }

    private static BilledMonth bill(LocalDate today) {
        return new BilledMonth(
                today.withDayOfMonth(1),
                today,
                List.of(
                        new BilledMonth.Charge("shop", "blue", 4.5),
                        new BilledMonth.Charge("shop", "green", 0.5),
                        new BilledMonth.Charge("shop", "", 16.2),
                        new BilledMonth.Charge("other", "blue", 99)),
                List.of(new BilledMonth.Budget("shop-monthly", 50, 21.2, Optional.of(61.0))),
                0.01);
    }

    @Test
    void secondSidesOfThisMonthsDeploymentsAreCountedAndPriced() {
        String id = rig.deploy(rig.controller(), "2.0.0", "100%:60s");
        rig.runTo(id, Phase.SUCCEEDED);

        EnvironmentCost cost = cost(EnvironmentCostTest::bill, true);

        assertThat(cost.receipts()).hasSize(1);
        assertThat(cost.secondSideDollars()).isCloseTo(cost.secondSideHours() * 0.0113, within(1e-9));
        assertThat(cost.latest().dollarsAnHour()).isCloseTo(0.0226, within(1e-9));
        assertThat(cost.text()).contains("second sides of 1 deployments", "keeping the way back costs $0.0226 an hour");

        rig.time.advance(Duration.ofDays(32));
        assertThat(cost(EnvironmentCostTest::bill, true).receipts())
                .as("next month begins at nothing")
                .isEmpty();
    }

    @Test
    void theBillIsThatOfTheEnvironmentBySideWithTheBudgetsState() {
        EnvironmentCost cost = cost(EnvironmentCostTest::bill, true);

        assertThat(cost.text())
                .contains("$21.20 (asking cost $0.01", "blue     $4.50", "green    $0.50", "shared   $16.20")
                .contains("budget shop-monthly: $21.20 of $50.00 spent, $61.00 forecast: will be exceeded")
                .doesNotContain("99");
        assertThat(cost.values().get("billed")).hasToString("{blue=4.5, green=0.5, shared=16.2}");
    }

    @Test
    void withoutTheRightsForABillEverythingElseIsTold() {
        EnvironmentCost cost = cost(
                day -> {
                    throw new WorldException(WorldException.Kind.DENIED, "ce:GetCostAndUsage is not allowed");
                },
                true);

        assertThat(cost.bill()).isEmpty();
        assertThat(cost.text()).contains("no bill: ce:GetCostAndUsage is not allowed", "sleep saves");
    }

    @Test
    void nobodyPaysForAQuestionThatWasNotWanted() {
        EnvironmentCost cost = cost(
                day -> {
                    throw new AssertionError("it was asked");
                },
                false);

        assertThat(cost.noBill()).isEqualTo("nobody asked for it");
    }

    @Test
    void sleepSavesTheHoursOfNightsAndWeekends() {
        Instant monday = Instant.parse("2026-03-02T00:00:00Z");
        assertThat(OFFICE.awake(monday, monday.plus(Duration.ofDays(7)))).isEqualTo(Duration.ofHours(60));

        EnvironmentCost.Sleep sleep =
                cost(EnvironmentCostTest::bill, true).sleep().orElseThrow();
        assertThat(sleep.alwaysOn()).isCloseTo(730 * 0.0226, within(1e-9));
        assertThat(sleep.awake()).isCloseTo(60 / 168.0, within(0.003));
        assertThat(sleep.saved()).isCloseTo(sleep.alwaysOn() * (1 - sleep.awake()), within(1e-9));
    }

    @Test
    void aScheduleInMidDayCountsFromWhereItIs() {
        Instant noon = Instant.parse("2026-03-02T11:00:00Z");
        assertThat(OFFICE.awake(noon, noon.plus(Duration.ofHours(3)))).isEqualTo(Duration.ofHours(3));
        Instant night = Instant.parse("2026-03-02T22:00:00Z");
        assertThat(OFFICE.awake(night, night.plus(Duration.ofHours(3)))).isZero();
    }
}

package io.jenkins.plugins.bluegreen.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CostEstimateTest {
    private static final PriceTable PRICES = PriceTable.shipped();
    private static final CostEstimate STAGING = CostEstimate.of(PRICES, Shape.STAGING);

    @Test
    void stagingCostsLessThanFiftyDollarsAMonthMore() {
        assertThat(STAGING.increase()).isPositive().isLessThan(50);
    }

    @Test
    void itStaysBelowFiftyWithTwoInstancesOnTheLiveSide() {
        assertThat(CostEstimate.of(PRICES, Shape.STAGING.withInstances("t3.micro", 2))
                        .increase())
                .isLessThan(50);
    }

    @Test
    void thePriceBeforeIsOneInstanceAndOneDatabase() {
        // 730 h of t3.micro and an address, 8 GiB of gp3, 730 h of db.t4g.micro, 20 GiB of storage; worked out by hand.
        assertThat(STAGING.before().total()).isCloseTo(7.592 + 3.65 + 0.64 + 11.68 + 2.30, within(0.001));
    }

    @Test
    void sleepingAndSpotEachMakeItCheaper() {
        assertThat(STAGING.autoStop().total()).isLessThan(STAGING.blueGreen().total());
        assertThat(STAGING.spot().total()).isLessThan(STAGING.autoStop().total());
    }

    @Test
    void sleepSavesTheHoursOfInstancesAndDatabaseAndNothingElse() {
        double reading = 60 * 730 / 10_000.0 * 0.05;
        double hourly = (0.0104 * 730 + 0.64) + 0.016 * 730 + reading;

        assertThat(STAGING.blueGreen().total() - STAGING.autoStop().total())
                .isCloseTo(hourly * (1 - 60 / 168.0), within(0.001));
    }

    @Test
    void theSecondSideCostsItsInstancesAndTheirVolumes() {
        assertThat(CostEstimate.of(PRICES, Shape.STAGING.withInstances("t3.micro", 2))
                        .secondSidePerHour())
                .isCloseTo(2 * (0.0104 + 8 * 0.08 / 730), within(1e-9));
    }

    @Test
    void everyPriceNamesItsSourceAndTheTableItsDate() {
        assertThat(PRICES.date()).isAfter("2026-01-01");
        assertThat(PRICES.prices().values())
                .allSatisfy(price -> assertThat(price.source()).isNotBlank())
                .allSatisfy(price -> assertThat(price.unit()).isNotBlank());
    }

    @Test
    void anUnknownTypeIsRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> CostEstimate.of(PRICES, Shape.STAGING.withInstances("m5.large", 1)))
                .hasMessageContaining("no instance m5.large")
                .hasMessageContaining("instance t3.micro")
                .hasMessageContaining("--prices");
    }

    @Test
    void aTableWithANegativePriceIsRefused() {
        assertThatThrownBy(() -> PriceTable.read(new ByteArrayInputStream(
                        "{\"date\":\"2026-01-01\",\"region\":\"x\",\"prices\":[{\"item\":\"a\",\"price\":-1}]}"
                                .getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 dollars or more");
    }

    @Test
    void aSizeThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Shape.STAGING.withUse(1, 169)).hasMessageContaining("a week has 168");
        assertThatThrownBy(() -> Shape.STAGING.withUse(1, Double.NaN)).hasMessageContaining("hours awake");
        assertThatThrownBy(() -> Shape.STAGING.withInstances("t3.micro", 0)).hasMessageContaining("instances");
    }

    @Test
    void aTableOfAnotherRegionIsTakenAsItIs() {
        PriceTable dear = new PriceTable(PRICES.date(), "elsewhere", doubled(PRICES.prices()));

        assertThat(CostEstimate.of(dear, Shape.STAGING).before().total())
                .isCloseTo(2 * STAGING.before().total(), within(0.001));
    }

    private static Map<String, PriceTable.Price> doubled(Map<String, PriceTable.Price> prices) {
        return prices.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new PriceTable.Price(
                                2 * entry.getValue().dollars(),
                                entry.getValue().unit(),
                                entry.getValue().source())));
    }
}

package io.jenkins.plugins.bluegreen.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.port.PriceList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriceRefreshTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final PriceTable OLD = PriceTable.shipped();

    private final List<Map<String, String>> asked = new ArrayList<>();

    /** The same products whatever is asked for. */
    private PriceList answering(String... products) {
        return (service, attributes) -> {
            asked.add(attributes);
            return List.of(products);
        };
    }

    private static String product(String usage, String from, String dollars) {
        return """
                {"product": {"attributes": {"usagetype": "%s"}}, "terms": {"OnDemand": {"A.B": {"priceDimensions":
                {"A.B.C": {"beginRange": "%s", "pricePerUnit": {"USD": "%s"}}}}}}}"""
                .formatted(usage, from, dollars);
    }

    private PriceRefresh refresh(PriceList list, String region, String... more) {
        return PriceRefresh.of(OLD, Set.of(more), list, region, TODAY);
    }

    @Test
    void aPriceIsTakenWithItsDayAndItsSource() {
        PriceTable.Price price = refresh(answering(product("LoadBalancerUsage", "0", "0.0300000000")), "us-east-1")
                .table()
                .prices()
                .get("load balancer");

        assertThat(price.dollars()).isEqualTo(0.03);
        assertThat(price.unit()).isEqualTo("hour");
        assertThat(price.source()).isEqualTo("AWS price list, AWSELB, read 2026-11-25");
    }

    @Test
    void usageTypesBeginWithAShortNameOutsideNorthernVirginia() {
        PriceTable table = refresh(answering(product("EUC1-LoadBalancerUsage", "0", "0.027")), "eu-central-1")
                .table();

        assertThat(table.region()).isEqualTo("eu-central-1");
        assertThat(table.of("load balancer")).isEqualTo(0.027);
        assertThat(asked).allSatisfy(attributes -> assertThat(attributes).containsEntry("regionCode", "eu-central-1"));
    }

    @Test
    void aUsageTypeThatOnlyEndsAlikeIsAnotherThing() {
        String other = product("RDS:Multi-AZ-GP3-Storage", "0", "0.23");

        assertThat(refresh(answering(other), "us-east-1").table().of("database storage"))
                .isEqualTo(OLD.of("database storage"));
    }

    @Test
    void theFirstTierCounts() {
        String tiers =
                """
                {"product": {"attributes": {"usagetype": "CW:MetricMonitorUsage"}}, "terms": {"OnDemand": {"A.B": {"priceDimensions":
                {"1": {"beginRange": "10000", "pricePerUnit": {"USD": "0.1"}}, "2": {"beginRange": "0", "pricePerUnit": {"USD": "0.31"}}}}}}}""";

        assertThat(refresh(answering(tiers), "us-east-1").table().of("custom metric"))
                .isEqualTo(0.31);
    }

    @Test
    void twoPricesForOneThingAreNone() {
        PriceRefresh refresh = refresh(
                answering(product("LCUUsage", "0", "0.008"), product("USE1-LCUUsage", "0", "0.009")), "us-east-1");

        assertThat(refresh.table().of("load balancer capacity unit")).isEqualTo(0.008);
        assertThat(refresh.table().prices().get("load balancer capacity unit").source())
                .isEqualTo(OLD.prices().get("load balancer capacity unit").source());
        assertThat(refresh.left()).anyMatch(line -> line.startsWith("load balancer capacity unit keeps its old price"));
    }

    @Test
    void whatAWSListsNoPriceForKeepsItsOwn() {
        PriceRefresh refresh = refresh(answering(), "us-east-1");

        assertThat(refresh.table().of("spot share")).isEqualTo(OLD.of("spot share"));
        assertThat(refresh.left()).contains("spot share keeps its old price: it is not asked for");
    }

    @Test
    void aPriceThatStayedFromAnotherRegionSaysSo() {
        PriceTable table = refresh(answering(), "eu-central-1").table();

        assertThat(table.prices().get("secret").source()).endsWith(", of us-east-1");
        assertThat(table.prices().get("spot share").source()).doesNotContain("of us-east-1");
    }

    @Test
    void aTypeCanBeAdded() {
        String product = product("InstanceUsage:db.t4g.small", "0", "0.065");

        assertThat(refresh(answering(product), "us-east-1", "database db.t4g.small multi-az")
                        .table()
                        .of("database db.t4g.small multi-az"))
                .isEqualTo(0.065);
        assertThat(asked).anySatisfy(attributes -> assertThat(attributes)
                .containsEntry("instanceType", "db.t4g.small")
                .containsEntry("deploymentOption", "Multi-AZ"));
    }

    @Test
    void aTypeThatAWSDoesNotKnowIsLeftOut() {
        PriceRefresh refresh = refresh(answering(), "us-east-1", "instance x9.huge");

        assertThat(refresh.table().prices()).doesNotContainKey("instance x9.huge");
        assertThat(refresh.left()).anyMatch(line -> line.startsWith("instance x9.huge is left out"));
    }
}

package io.jenkins.plugins.bluegreen.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * The monthly bills of an environment, from a price table and its size. A month has 730 hours.
 *
 * @param before one instance with a public address and a database, as it was without blue-green
 * @param blueGreen the same with a load balancer, two sides, alarms and the rest
 * @param autoStop the same, asleep outside its hours
 * @param spot asleep outside its hours, on Spot instances
 * @param secondSidePerHour dollars for each hour that both sides run
 * @param table the prices it is made from
 */
public record CostEstimate(
        Bill before, Bill blueGreen, Bill autoStop, Bill spot, double secondSidePerHour, PriceTable table) {
    private static final double HOURS = PriceTable.HOURS_A_MONTH;
    /** Seven guard alarms, of which three compare two metrics, and one for the database (infra/modules/monitoring). */
    private static final int ALARM_METRICS = 11;
    /** What a deployment publishes; counted as if each were sent in every hour of the month. */
    private static final int CUSTOM_METRICS = 11;
    /** Each instance reads the password every minute (infra/modules/webserver/boot.sh). */
    private static final double MINUTES = 60;
    /** What the price of reading secrets is for. */
    private static final double SECRET_CALLS = 10_000;
    /** Flow logs of a quiet environment, in GiB a month. */
    private static final double FLOW_LOGS = 1;

    public static CostEstimate of(PriceTable prices, Shape shape) {
        double spotShare = prices.of("spot share");
        return new CostEstimate(
                before(prices, shape),
                blueGreen("blue-green", prices, shape, 1, 1),
                blueGreen("with auto-stop", prices, shape, shape.use().awakeShare(), 1),
                blueGreen("with auto-stop and Spot", prices, shape, shape.use().awakeShare(), spotShare),
                sidePerHour(prices, shape, 1),
                prices);
    }

    /** Dollars a month that blue-green costs more, when nothing sleeps. */
    public double increase() {
        return blueGreen.total() - before.total();
    }

    private static Bill before(PriceTable prices, Shape shape) {
        List<CostLine> lines = new ArrayList<>();
        lines.add(new CostLine(
                "1 " + shape.live().type(),
                HOURS * prices.of("instance " + shape.live().type())));
        lines.add(new CostLine("its volume", shape.live().volumeGib() * prices.of("volume gp3")));
        lines.add(new CostLine("its public address", HOURS * prices.of("public address")));
        lines.addAll(database(prices, shape, 1));
        return new Bill("before", lines);
    }

    private static Bill blueGreen(String name, PriceTable prices, Shape shape, double awake, double instanceShare) {
        List<CostLine> lines = new ArrayList<>();
        lines.add(new CostLine(
                "live side, " + shape.live().number() + " " + shape.live().type(),
                HOURS * awake * sidePerHour(prices, shape, instanceShare)));
        lines.add(new CostLine(
                "second side, " + shape.use().deployments() + " deployments",
                shape.use().deployments() * shape.use().secondSideHours() * sidePerHour(prices, shape, instanceShare)));
        lines.add(new CostLine("load balancer", HOURS * prices.of("load balancer")));
        lines.add(new CostLine(
                "its capacity units",
                HOURS * shape.network().capacityUnits() * prices.of("load balancer capacity unit")));
        lines.add(new CostLine("its public addresses", HOURS * shape.network().zones() * prices.of("public address")));
        lines.add(new CostLine(
                "interface endpoints", HOURS * shape.network().endpoints() * prices.of("interface endpoint")));
        lines.addAll(database(prices, shape, awake));
        lines.add(new CostLine("its secret", prices.of("secret")));
        lines.add(new CostLine(
                "reading it every minute",
                shape.live().number() * HOURS * awake * MINUTES / SECRET_CALLS * prices.of("secret calls")));
        lines.add(new CostLine("alarms", ALARM_METRICS * prices.of("alarm metric")));
        lines.add(new CostLine("deployment metrics", CUSTOM_METRICS * prices.of("custom metric")));
        lines.add(new CostLine("flow logs", FLOW_LOGS * prices.of("log ingestion")));
        return new Bill(name, lines);
    }

    /** A stopped database keeps its storage. */
    private static List<CostLine> database(PriceTable prices, Shape shape, double awake) {
        String item = "database " + shape.database().type() + (shape.database().standby() ? " multi-az" : "");
        int copies = shape.database().standby() ? 2 : 1;
        return List.of(
                new CostLine("database " + shape.database().type(), HOURS * awake * prices.of(item)),
                new CostLine("its storage", copies * shape.database().gib() * prices.of("database storage")));
    }

    /** Instances with their volumes, which come and go with them. */
    private static double sidePerHour(PriceTable prices, Shape shape, double instanceShare) {
        return shape.live().number()
                * (instanceShare * prices.of("instance " + shape.live().type())
                        + shape.live().volumeGib() * prices.of("volume gp3") / HOURS);
    }
}

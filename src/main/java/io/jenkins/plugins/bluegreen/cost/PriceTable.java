package io.jenkins.plugins.bluegreen.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * List prices in dollars of one region, each with its source.
 *
 * @param date the day the table was put together
 * @param region region that the prices hold for
 * @param prices by item, for example {@code instance t3.micro}
 */
public record PriceTable(LocalDate date, String region, Map<String, Price> prices) {
    /**
     * A price.
     *
     * @param dollars dollars per unit, 0 or more
     * @param unit what it is per: hour, month, GiB-month, GiB, or factor for a plain number
     * @param source where it comes from, and when it was read
     */
    public record Price(double dollars, String unit, String source) {}

    /** As AWS counts a month in its price lists. */
    static final double HOURS_A_MONTH = 730;

    private static final String SHIPPED = "prices.json";

    public PriceTable {
        prices = Map.copyOf(prices);
    }

    /** The table that is part of this release. */
    public static PriceTable shipped() {
        try (InputStream in = PriceTable.class.getResourceAsStream(SHIPPED)) {
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException("the price table of this release cannot be read", e);
        }
    }

    /**
     * Reads a table of the form of the shipped one.
     *
     * @throws IllegalArgumentException if a price, date or region is missing or makes no sense
     * @throws IOException if it is no JSON or reading fails
     */
    public static PriceTable read(InputStream in) throws IOException {
        JsonNode json = new ObjectMapper().readTree(in);
        Map<String, Price> prices = new LinkedHashMap<>();
        for (JsonNode entry : json.path("prices")) {
            String item = entry.path("item").asText();
            double price = entry.path("price").asDouble(-1);
            if (item.isEmpty() || price < 0) {
                throw new IllegalArgumentException(
                        "price table: entry " + entry + " needs an item and a price of 0 dollars or more");
            }
            prices.put(
                    item,
                    new Price(
                            price,
                            entry.path("unit").asText(),
                            entry.path("source").asText()));
        }
        String region = json.path("region").asText();
        if (region.isEmpty() || prices.isEmpty()) {
            throw new IllegalArgumentException("price table: region or prices are missing");
        }
        return new PriceTable(LocalDate.parse(json.path("date").asText()), region, prices);
    }

    /**
     * What an instance with its volume costs an hour.
     *
     * @param volumeGib root volume in GiB
     * @param where the region it runs in; prices of another region are named as such
     * @return unknown if the table has no such type
     */
    public InstancePrice instance(String type, int volumeGib, String where) {
        String item = "instance " + type;
        if (!prices.containsKey(item)) {
            return InstancePrice.UNKNOWN;
        }
        return new InstancePrice(
                of(item) + volumeGib * of("volume gp3") / HOURS_A_MONTH,
                type + (volumeGib > 0 ? " with " + volumeGib + " GiB" : "") + ", list price of " + region
                        + (region.equals(where) ? "" : ", not of " + where) + ", " + date);
    }

    /** Dollars per unit of the item. */
    double of(String item) {
        Price price = prices.get(item);
        if (price == null) {
            String kind = item.split(" ", 2)[0];
            String known = prices.keySet().stream()
                    .filter(other -> other.startsWith(kind))
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("the price table of " + date + " has no " + item + "; it knows " + known
                    + ": add it to a copy and give that with --prices");
        }
        return price.dollars();
    }
}

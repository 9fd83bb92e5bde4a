package io.jenkins.plugins.bluegreen.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.model.InstancePrice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
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

    /** The table in the form that {@link #read} takes, items in alphabetical order. */
    public void write(OutputStream out) throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("date", date.toString()).put("region", region).put("currency", "USD");
        ArrayNode all = root.putArray("prices");
        new TreeMap<>(prices).forEach((item, price) -> all.addObject()
                .put("item", item)
                .put("unit", price.unit())
                .put("price", price.dollars())
                .put("source", price.source()));
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(out, root);
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
                    + ": make a table that has it by `bluegreen cost prices --refresh --add '" + item
                    + "' --to prices.json`, and give that with --prices");
        }
        return price.dollars();
    }
}

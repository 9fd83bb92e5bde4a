package io.jenkins.plugins.bluegreen.cost;

import io.jenkins.plugins.bluegreen.port.PriceList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * A price table brought up to date.
 *
 * @param table what it says now
 * @param left a sentence for each item that the price list did not tell
 */
public record PriceRefresh(PriceTable table, List<String> left) {
    /** Types are paid by the hour. */
    private static final PriceTable.Price NEW = new PriceTable.Price(0, "hour", "");

    public PriceRefresh {
        left = List.copyOf(left);
    }

    /**
     * Asks the price list for every item of a table. What it does not know, or knows several prices of, stays as it is: a doubtful
     * price is no better than an old one.
     *
     * @param more types that the table does not have yet: {@code instance m7g.large}, {@code database db.t4g.small multi-az}
     * @param region region whose prices are wanted
     * @param today the day they are read
     */
    public static PriceRefresh of(PriceTable old, Set<String> more, PriceList list, String region, LocalDate today) {
        Map<String, PriceTable.Price> prices = new TreeMap<>();
        List<String> left = new ArrayList<>();
        Map<String, PriceTable.Price> asked = new TreeMap<>(old.prices());
        more.forEach(item -> asked.putIfAbsent(item, NEW));
        asked.forEach((item, price) -> {
            Optional<PriceQuery> query = PriceQuery.of(item);
            OptionalDouble found = query.map(one -> one.price(list.products(one.service(), one.attributesIn(region))))
                    .orElse(OptionalDouble.empty());
            if (found.isPresent()) {
                String source = "AWS price list, " + query.get().service() + ", read " + today;
                prices.put(item, new PriceTable.Price(found.getAsDouble(), price.unit(), source));
            } else {
                if (price != NEW) {
                    prices.put(item, elsewhere(price, old.region(), region));
                }
                left.add(item
                        + (price == NEW ? " is left out: " : " keeps its old price: ")
                        + (query.isEmpty() ? "it is not asked for" : "AWS lists none, or several, for what it means"));
            }
        });
        return new PriceRefresh(new PriceTable(today, region, prices), left);
    }

    private static PriceTable.Price elsewhere(PriceTable.Price price, String old, String region) {
        return old.equals(region) || price.unit().equals("factor")
                ? price
                : new PriceTable.Price(price.dollars(), price.unit(), price.source() + ", of " + old);
    }
}

package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.aws.AwsPriceList;
import io.jenkins.plugins.bluegreen.cost.PriceRefresh;
import io.jenkins.plugins.bluegreen.cost.PriceTable;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** Price tables as AWS's price list has them today. For the command line: the plugin does not hold the client for it. */
public final class FreshPrices {
    private FreshPrices() {}

    /**
     * Asks for every item of a table, and for more types.
     *
     * @param region region whose prices are wanted
     * @param endpoint address that stands in for AWS; empty for AWS itself, by the default chain of credentials
     */
    public static PriceRefresh of(PriceTable old, Set<String> more, String region, Optional<URI> endpoint) {
        try (SystemTime time = new SystemTime();
                AwsPriceList list = new AwsPriceList(endpoint)) {
            return PriceRefresh.of(old, more, list, region, LocalDate.ofInstant(time.now(), ZoneOffset.UTC));
        }
    }
}

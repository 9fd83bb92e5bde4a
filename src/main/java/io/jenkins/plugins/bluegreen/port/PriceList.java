package io.jenkins.plugins.bluegreen.port;

import java.util.List;
import java.util.Map;

/** AWS's public price list. */
public interface PriceList {
    /**
     * The products of a service that have these attributes, each as the price list writes it (JSON with {@code product} and
     * {@code terms}).
     *
     * @param service service code, for example {@code AmazonEC2}
     * @param attributes names and values that must be equal
     * @throws WorldException if it cannot be read
     */
    List<String> products(String service, Map<String, String> attributes);
}

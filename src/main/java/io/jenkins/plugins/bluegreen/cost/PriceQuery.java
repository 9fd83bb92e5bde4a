package io.jenkins.plugins.bluegreen.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

/**
 * Where the price of an item stands in AWS's price list.
 *
 * @param service its service code
 * @param attributes what its products must have, without the region
 * @param usage end of its usage type, which begins with a region's short name outside us-east-1; empty where the attributes say enough
 */
record PriceQuery(String service, Map<String, String> attributes, String usage) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The query for an item of a {@link PriceTable}; empty for one that AWS has no list price for. */
    static Optional<PriceQuery> of(String item) {
        if (item.startsWith("instance ")) {
            return Optional.of(new PriceQuery(
                    "AmazonEC2",
                    Map.of(
                            "instanceType", item.substring("instance ".length()),
                            "operatingSystem", "Linux",
                            "preInstalledSw", "NA",
                            "tenancy", "Shared",
                            "capacitystatus", "Used"),
                    ""));
        }
        if (item.startsWith("database db.")) {
            String type = item.substring("database ".length());
            boolean standby = type.endsWith(" multi-az");
            return Optional.of(new PriceQuery(
                    "AmazonRDS",
                    Map.of(
                            "instanceType",
                            type.replace(" multi-az", ""),
                            "databaseEngine",
                            "PostgreSQL",
                            "deploymentOption",
                            standby ? "Multi-AZ" : "Single-AZ"),
                    ""));
        }
        return Optional.ofNullable(
                switch (item) {
                    case "volume gp3" -> by("AmazonEC2", Map.of("volumeApiName", "gp3"), "EBS:VolumeUsage.gp3");
                    case "public address" ->
                        by("AmazonVPC", Map.of("group", "VPCPublicIPv4Address"), "PublicIPv4:InUseAddress");
                    case "load balancer" ->
                        by("AWSELB", Map.of("productFamily", "Load Balancer-Application"), "LoadBalancerUsage");
                    case "load balancer capacity unit" ->
                        by("AWSELB", Map.of("productFamily", "Load Balancer-Application"), "LCUUsage");
                    case "interface endpoint" ->
                        by("AmazonVPC", Map.of("productFamily", "VpcEndpoint"), "VpcEndpoint-Hours");
                    case "database storage" ->
                        by("AmazonRDS", Map.of("productFamily", "Database Storage"), "RDS:GP3-Storage");
                    case "secret" -> by("AWSSecretsManager", Map.of(), "AWSSecretsManager-Secrets");
                    case "alarm metric" ->
                        by("AmazonCloudWatch", Map.of("productFamily", "Alarm"), "CW:AlarmMonitorUsage");
                    case "custom metric" ->
                        by("AmazonCloudWatch", Map.of("productFamily", "Metric"), "CW:MetricMonitorUsage");
                    case "log ingestion" ->
                        by("AmazonCloudWatch", Map.of("productFamily", "Data Payload"), "DataProcessing-Bytes");
                    default -> null;
                });
    }

    private static PriceQuery by(String service, Map<String, String> attributes, String usage) {
        return new PriceQuery(service, attributes, usage);
    }

    Map<String, String> attributesIn(String region) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.put("regionCode", region);
        return all;
    }

    /**
     * The first tier's dollars on demand.
     *
     * @param products as the price list writes them
     * @return empty if none of them is the item, or several are, at different prices: then nobody knows which
     * @throws IllegalArgumentException if they are not of the price list's form
     */
    OptionalDouble price(List<String> products) {
        double[] found = products.stream()
                .map(PriceQuery::read)
                .filter(this::isMeant)
                .flatMap(product -> children(product.path("terms").path("OnDemand")))
                .flatMap(term -> children(term.path("priceDimensions")))
                .filter(tier -> tier.path("beginRange").asDouble() == 0)
                .map(tier -> tier.path("pricePerUnit").path("USD"))
                .filter(price -> !price.isMissingNode())
                .mapToDouble(JsonNode::asDouble)
                .filter(dollars -> dollars > 0)
                .distinct()
                .toArray();
        return found.length == 1 ? OptionalDouble.of(found[0]) : OptionalDouble.empty();
    }

    /** {@code USE1-DataProcessing-Bytes} and {@code DataProcessing-Bytes} are meant by the same query, {@code RDS:Multi-AZ-…} is not. */
    private boolean isMeant(JsonNode product) {
        String type =
                product.path("product").path("attributes").path("usagetype").asText();
        return usage.isEmpty() || type.equals(usage) || regional(type);
    }

    private boolean regional(String type) {
        return type.endsWith("-" + usage)
                && type.substring(0, type.length() - usage.length()).matches("[A-Z]{2,4}[0-9]?-");
    }

    private static java.util.stream.Stream<JsonNode> children(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false);
    }

    private static JsonNode read(String product) {
        try {
            return JSON.readTree(product);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the price list answered something that is no JSON", e);
        }
    }
}

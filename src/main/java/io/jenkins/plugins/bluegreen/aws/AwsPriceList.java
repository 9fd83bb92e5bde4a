package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.PriceList;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.PricingClientBuilder;
import software.amazon.awssdk.services.pricing.model.FilterType;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;

/**
 * The Price List Query API. It is free, wants any credentials with {@code pricing:GetProducts}, and stands in few regions, of which this
 * asks one for the prices of all. The plugin does not hold its client.
 */
public final class AwsPriceList implements PriceList, AutoCloseable {
    /** Where the API stands; the region whose prices are asked for is an attribute. */
    private static final Region STANDS_IN = Region.US_EAST_1;

    private static final Duration ATTEMPT = Duration.ofSeconds(20);

    private final PricingClient client;

    /**
     * By the SDK's default chain of credentials, which an address that stands in for AWS is never sent.
     *
     * @param endpoint address that stands in for AWS; empty for AWS itself
     */
    public AwsPriceList(Optional<URI> endpoint) {
        PricingClientBuilder builder = PricingClient.builder()
                .region(STANDS_IN)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(ATTEMPT));
        endpoint.ifPresent(address -> builder.endpointOverride(address)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"))));
        this.client = builder.build();
    }

    @Override
    public List<String> products(String service, Map<String, String> attributes) {
        GetProductsRequest request = GetProductsRequest.builder()
                .serviceCode(service)
                .formatVersion("aws_v1")
                .filters(attributes.entrySet().stream()
                        .map(attribute -> software.amazon.awssdk.services.pricing.model.Filter.builder()
                                .type(FilterType.TERM_MATCH)
                                .field(attribute.getKey())
                                .value(attribute.getValue())
                                .build())
                        .toList())
                .build();
        try {
            return client.getProductsPaginator(request).priceList().stream().toList();
        } catch (SdkException e) {
            throw AwsErrors.translate("GetProducts", "prices of " + service, STANDS_IN.id(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package io.jenkins.plugins.bluegreen.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's HTTP client for an account. */
final class HttpClients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private HttpClients() {}

    static SdkHttpClient to(AwsAccount account) {
        boolean here = account.proxy().isEmpty()
                && account.endpoint().filter(HttpClients::isOnThisMachine).isPresent();
        return new SendAtOnce(here ? UrlConnectionHttpClient.create(HttpClients::connect) : fromAfar(account));
    }

    private static boolean isOnThisMachine(URI endpoint) {
        return "http".equals(endpoint.getScheme()) && THIS_MACHINE.contains(endpoint.getHost());
    }

    /** To the local cloud. The SDK's own way first reads all certificates that Java trusts, which takes longer than the call. */
    private static HttpURLConnection connect(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) AwsClients.ATTEMPT.toMillis());
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SdkHttpClient fromAfar(AwsAccount account) {
        UrlConnectionHttpClient.Builder builder =
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(AwsClients.ATTEMPT);
        account.proxy().ifPresent(proxy -> builder.proxyConfiguration(proxyConfiguration(proxy)));
        return builder.build();
    }

    private static ProxyConfiguration proxyConfiguration(AwsAccount.Proxy proxy) {
        ProxyConfiguration.Builder builder = ProxyConfiguration.builder()
                .endpoint(proxy.address())
                .useSystemPropertyValues(false)
                .useEnvironmentVariablesValues(false)
                .nonProxyHosts(proxy.notFor().stream().map(HttpClients::pattern).collect(Collectors.toSet()));
        if (!proxy.user().isEmpty()) {
            builder.username(proxy.user()).password(proxy.password());
        }
        return builder.build();
    }

    /** The SDK takes regular expressions over lower-case host names, people write {@code *.internal}. */
    private static String pattern(String host) {
        return Pattern.compile("\\*")
                .splitAsStream(host.toLowerCase(Locale.ROOT) + "\0")
                .map(part -> part.replace("\0", ""))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(Collectors.joining(".*"));
    }
}

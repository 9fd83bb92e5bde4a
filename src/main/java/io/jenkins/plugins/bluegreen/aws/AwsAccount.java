package io.jenkins.plugins.bluegreen.aws;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How one AWS account is reached, and with whose rights.
 *
 * @param endpoint address of all services instead of AWS's own: the local cloud, an emulator
 * @param credentials who calls
 * @param proxy the HTTP proxy on the way, if there is one
 */
public record AwsAccount(Optional<URI> endpoint, AwsCredentialSource credentials, Optional<Proxy> proxy) {
    /** AWS itself, with the default credential chain. */
    public static final AwsAccount DEFAULT =
            new AwsAccount(Optional.empty(), new AwsCredentialSource.DefaultChain(), Optional.empty());

    public AwsAccount {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(proxy, "proxy");
    }

    /** An endpoint of one's own, with keys that mean nothing to AWS. */
    public static AwsAccount local(URI endpoint) {
        return new AwsAccount(
                Optional.of(endpoint), new AwsCredentialSource.Keys("local", "local", ""), Optional.empty());
    }

    /**
     * An HTTP proxy.
     *
     * @param address {@code http://host:port}
     * @param user empty if it asks for none
     * @param password empty if it asks for none
     * @param notFor hosts that are reached without it; {@code *} stands for any characters
     */
    public record Proxy(URI address, String user, String password, List<String> notFor) {
        public Proxy {
            if (address == null || address.getHost() == null || address.getPort() < 1) {
                throw new IllegalArgumentException("proxy '" + address + "' is not an address: write http://host:port");
            }
            user = user == null ? "" : user;
            password = password == null ? "" : password;
            notFor = List.copyOf(notFor);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "proxy " + address;
        }
    }
}

package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.aws.AwsAccount;
import io.jenkins.plugins.bluegreen.aws.AwsCredentialSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How an environment's AWS account is reached, as a front door knows it. Empty texts stand for "not given".
 *
 * @param endpoint address that stands in for AWS
 * @param accessKeyId access key; without one the SDK's default chain finds credentials
 * @param secretAccessKey its secret
 * @param sessionToken only with temporary keys
 * @param roleArn role to assume with them, again before each session ends
 * @param externalId what the role's trust policy asks for
 * @param sessionName what CloudTrail shows of the role's sessions; made fit for AWS here
 * @param proxy address of an HTTP proxy, with user and password if it asks for them; {@code http://user:password@host:port}
 * @param noProxy hosts that are reached without it; {@code *} stands for any characters
 */
public record Access(
        String endpoint,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        String roleArn,
        String externalId,
        String sessionName,
        String proxy,
        List<String> noProxy) {
    private static final int LONGEST_SESSION_NAME = 64;

    /** AWS itself, by the default chain. */
    public static final Access DEFAULT = new Access("", "", "", "", "", "", "", "", List.of());

    public Access {
        noProxy = List.copyOf(noProxy);
    }

    AwsAccount account() {
        Optional<URI> address = endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint));
        return new AwsAccount(address, credentials(address.isPresent()), proxyOf());
    }

    /** An endpoint of one's own is never sent keys that were not given for it. */
    private AwsCredentialSource credentials(boolean ownEndpoint) {
        AwsCredentialSource base = !accessKeyId.isEmpty()
                ? new AwsCredentialSource.Keys(accessKeyId, secretAccessKey, sessionToken)
                : ownEndpoint
                        ? new AwsCredentialSource.Keys("local", "local", "")
                        : new AwsCredentialSource.DefaultChain();
        return roleArn.isEmpty() ? base : new AwsCredentialSource.Role(roleArn, externalId, fit(sessionName), base);
    }

    private Optional<AwsAccount.Proxy> proxyOf() {
        if (proxy.isEmpty()) {
            return Optional.empty();
        }
        URI uri = URI.create(proxy);
        String[] user = uri.getUserInfo() == null ? new String[] {"", ""} : (uri.getUserInfo() + ":").split(":", -1);
        return Optional.of(new AwsAccount.Proxy(
                URI.create(uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort()), user[0], user[1], noProxy));
    }

    private static String fit(String name) {
        String clean = name.replaceAll("[^\\w+=,.@-]+", "-");
        String padded = clean.length() < 2 ? "blue-green-deploy" : clean;
        return padded.substring(Math.max(0, padded.length() - LONGEST_SESSION_NAME));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "access" + (endpoint.isEmpty() ? "" : " at " + endpoint)
                + (accessKeyId.isEmpty() ? "" : " with key " + accessKeyId)
                + (roleArn.isEmpty() ? "" : " as " + roleArn);
    }
}

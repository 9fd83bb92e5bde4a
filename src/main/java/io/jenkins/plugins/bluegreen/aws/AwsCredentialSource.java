package io.jenkins.plugins.bluegreen.aws;

import java.util.Objects;

/** Where credentials come from. All sources are asked again when what they gave expires. */
public sealed interface AwsCredentialSource {
    /** The SDK's default chain: environment, profile files, container, instance role. */
    record DefaultChain() implements AwsCredentialSource {}

    /**
     * Access keys.
     *
     * @param sessionToken empty for keys of a user
     */
    record Keys(String accessKeyId, String secretAccessKey, String sessionToken) implements AwsCredentialSource {
        public Keys {
            if (accessKeyId == null || accessKeyId.isBlank() || secretAccessKey == null || secretAccessKey.isBlank()) {
                throw new IllegalArgumentException(
                        "an access key needs both its id and its secret: one of them is empty");
            }
            sessionToken = sessionToken == null ? "" : sessionToken;
        }

        /** The id only: the rest is secret. */
        @Override
        public String toString() {
            return "access key " + accessKeyId;
        }
    }

    /**
     * A role that is assumed, again before each session ends.
     *
     * @param arn ARN of the role
     * @param externalId what the role's trust policy asks for; empty if nothing
     * @param sessionName what CloudTrail shows, 2-64 characters
     * @param by the credentials that assume it
     */
    record Role(String arn, String externalId, String sessionName, AwsCredentialSource by)
            implements AwsCredentialSource {
        public Role {
            Objects.requireNonNull(by, "by");
            if (arn == null || !arn.startsWith("arn:")) {
                throw new IllegalArgumentException(
                        "role '" + arn + "' is not an ARN: write arn:aws:iam::<account>:role/<name>");
            }
            externalId = externalId == null ? "" : externalId;
            if (sessionName == null || !sessionName.matches("[\\w+=,.@-]{2,64}")) {
                throw new IllegalArgumentException("session name '" + sessionName + "' of role " + arn
                        + " is not 2 to 64 letters, digits and the signs _ + = , . @ -");
            }
        }
    }
}

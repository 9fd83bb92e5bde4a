package io.jenkins.plugins.bluegreen.local.sts;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Clock;
import java.util.Locale;

/** STS: everybody is the account's root, and every role can be assumed. With an upstream, identities belong to it. */
public final class StsService {
    private final Clock clock;
    private final String accountId;
    private final AwsApi api;

    public StsService(Clock clock, String accountId) {
        this.clock = clock;
        this.accountId = accountId;
        this.api = new AwsApi("sts", Protocol.QUERY, "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/")
                .on("GetCallerIdentity", params -> Shape.shape()
                        .with("Arn", "arn:aws:iam::" + accountId + ":root")
                        .with("UserId", accountId)
                        .with("Account", accountId))
                .on("GetSessionToken", params -> Shape.shape().with("Credentials", credentials(params)))
                .on("AssumeRole", this::assumeRole)
                .on("AssumeRoleWithWebIdentity", this::assumeRole)
                .oursWhen(call -> false);
    }

    public AwsApi api() {
        return api;
    }

    private Shape assumeRole(Params params) {
        String role = params.required("RoleArn");
        String session = params.required("RoleSessionName");
        if (!role.matches("arn:aws:iam::[0-9]{12}:role/.+")) {
            throw AwsError.validation(role + " is invalid");
        }
        String name = role.substring(role.lastIndexOf('/') + 1);
        return Shape.shape()
                .with("Credentials", credentials(params))
                .with(
                        "AssumedRoleUser",
                        Shape.shape()
                                .with("AssumedRoleId", "AROA" + Ids.hex(16).toUpperCase(Locale.ROOT) + ":" + session)
                                .with("Arn", "arn:aws:sts::" + accountId + ":assumed-role/" + name + "/" + session));
    }

    private Shape credentials(Params params) {
        int seconds = params.integer("DurationSeconds", 900, 129_600).orElse(3600);
        return Shape.shape()
                .with("AccessKeyId", "ASIA" + Ids.hex(16).toUpperCase(Locale.ROOT))
                .with("SecretAccessKey", Ids.hex(40))
                .with("SessionToken", Ids.hex(64))
                .with("Expiration", clock.instant().plusSeconds(seconds));
    }
}

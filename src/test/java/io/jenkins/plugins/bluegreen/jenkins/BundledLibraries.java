package io.jenkins.plugins.bluegreen.jenkins;

import java.util.List;

/** What the plugin may carry. A new name here is a decision: nothing that Jenkins or one of its API plugins provides, no server. */
final class BundledLibraries {
    static final List<String> ALLOWED = List.of(
            "annotations.jar",
            "arns.jar",
            "auth.jar",
            "autoscaling.jar",
            "aws-core.jar",
            "aws-query-protocol.jar",
            "aws-xml-protocol.jar",
            "blue-green-deploy.jar",
            "checksums-spi.jar",
            "checksums.jar",
            "cloudwatch.jar",
            "cron-utils.jar",
            "crt-core.jar",
            "ec2.jar",
            "elasticloadbalancingv2.jar",
            "endpoints-spi.jar",
            "eventstream.jar",
            "http-auth-aws-eventstream.jar",
            "http-auth-aws.jar",
            "http-auth-spi.jar",
            "http-auth.jar",
            "http-client-spi.jar",
            "identity-spi.jar",
            "jackson-annotations.jar",
            "jackson-core.jar",
            "jackson-databind.jar",
            "jackson-dataformat-yaml.jar",
            "jackson-datatype-jdk8.jar",
            "jackson-datatype-jsr310.jar",
            "json-utils.jar",
            "metrics-spi.jar",
            "postgresql.jar",
            "profiles.jar",
            "protocol-core.jar",
            "rds.jar",
            "reactive-streams.jar",
            "regions.jar",
            "retries-spi.jar",
            "retries.jar",
            "s3.jar",
            "sdk-core.jar",
            "snakeyaml.jar",
            "sns.jar",
            "sts.jar",
            "third-party-jackson-core.jar",
            "url-connection-client.jar",
            "utils-lite.jar",
            "utils.jar");

    private BundledLibraries() {}
}

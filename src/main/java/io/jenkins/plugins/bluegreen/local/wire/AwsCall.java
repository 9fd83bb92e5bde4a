package io.jenkins.plugins.bluegreen.local.wire;

/**
 * One call of an API.
 *
 * @param service the signing name, such as {@code elasticloadbalancing}
 * @param request the call as it came, to be passed on when it is not ours
 */
public record AwsCall(
        String service, String action, String version, String region, Params params, HttpRequest request) {}

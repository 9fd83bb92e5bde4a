package io.jenkins.plugins.bluegreen.local.elb;

/** Where the load balancers are said to be. */
public record ElbSettings(String region, String accountId) {
    String arn(String resource) {
        return "arn:aws:elasticloadbalancing:" + region + ":" + accountId + ":" + resource;
    }
}

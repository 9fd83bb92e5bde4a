package io.jenkins.plugins.bluegreen.model;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * One application on one load balancer: a set of rules that move together, and two sides.
 *
 * @param name what people call it: staging, production, local
 * @param region AWS region of all its parts
 * @param url where users reach it; probes go there
 * @param addresses the load balancer nodes' addresses to probe; empty = every address the name of {@code url} resolves to
 * @param rules every place that holds weights for it, at least one
 * @param blue one side
 * @param green the other side
 * @param alarms names of the CloudWatch alarms that guard a deployment
 * @param previewHeader request header that leads to one side whatever the weights say ({@code <header>: green}); empty = there is none
 * @param settings times and thresholds
 */
public record Environment(
        String name,
        String region,
        URI url,
        List<String> addresses,
        List<RuleRef> rules,
        Side blue,
        Side green,
        List<String> alarms,
        String previewHeader,
        Settings settings) {
    public Environment {
        name = Text.required("name of the environment", name);
        region = Text.required("region of environment " + name, region);
        Objects.requireNonNull(blue, "blue");
        Objects.requireNonNull(green, "green");
        if (url == null
                || url.getHost() == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("url '" + url + "' of environment " + name
                    + " is not an http or https address of the load balancer");
        }
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
        rules = rules == null ? List.of() : List.copyOf(rules);
        alarms = alarms == null ? List.of() : List.copyOf(alarms);
        previewHeader = Text.orEmpty(previewHeader);
        settings = settings == null ? Settings.DEFAULT : settings;
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "environment " + name + " has no rule: name the listener rule that holds the weights");
        }
        if (rules.stream().distinct().count() < rules.size()) {
            throw new IllegalArgumentException("environment " + name + " names a rule twice: each rule is listed once");
        }
        if (blue.colour() != Colour.BLUE || green.colour() != Colour.GREEN) {
            throw new IllegalArgumentException("environment " + name + " has its sides the wrong way round");
        }
        if (blue.targetGroup().equals(green.targetGroup())) {
            throw new IllegalArgumentException("both sides of environment " + name + " use target group "
                    + blue.targetGroup() + ": each side needs its own");
        }
        if (blue.group().equals(green.group())) {
            throw new IllegalArgumentException("both sides of environment " + name + " use Auto Scaling group "
                    + blue.group() + ": each side needs its own");
        }
    }

    public Side side(Colour colour) {
        return colour == Colour.BLUE ? blue : green;
    }

    public Environment with(Settings other) {
        return new Environment(name, region, url, addresses, rules, blue, green, alarms, previewHeader, other);
    }
}

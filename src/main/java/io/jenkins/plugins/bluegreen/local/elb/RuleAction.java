package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.traffic.ActionSpec;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An action of a rule: as the data plane carries it out, and the order that was sent with it. */
record RuleAction(ActionSpec spec, Optional<Integer> order) {
    private static final int MAX_GROUPS = 5;
    private static final int MAX_WEIGHT = 999;
    private static final int MAX_STICKINESS_SECONDS = 604_800;

    /** @throws AwsError for what an ALB refuses, or cannot do here */
    static List<RuleAction> parse(List<Params> sent) {
        List<Params> ordered = new ArrayList<>(sent);
        ordered.sort(java.util.Comparator.comparingInt(
                action -> action.integer("Order", 1, 50_000).orElse(Integer.MAX_VALUE)));
        if (ordered.size() != 1) {
            throw AwsError.of(
                    ordered.isEmpty() ? "ValidationError" : "InvalidLoadBalancerAction",
                    ordered.isEmpty()
                            ? "1 validation error detected: Value null at 'actions' failed to satisfy constraint: Member"
                                    + " must not be null"
                            : "You must specify exactly one of the following actions: forward, redirect, or"
                                    + " fixed-response (authentication is not served by the local cloud)");
        }
        return List.of(parse(ordered.get(0)));
    }

    private static RuleAction parse(Params action) {
        Optional<Integer> order = action.integer("Order", 1, 50_000);
        return switch (action.required("Type")) {
            case "forward" -> new RuleAction(forward(action), order);
            case "fixed-response" -> new RuleAction(fixedResponse(action.child("FixedResponseConfig")), order);
            case "redirect" -> new RuleAction(redirect(action.child("RedirectConfig")), order);
            case "authenticate-oidc", "authenticate-cognito", "jwt-validation" ->
                throw AwsError.of(
                        "InvalidLoadBalancerAction", "The local cloud does not authenticate: use forward actions only");
            default -> throw AwsError.validation("'" + action.text("Type", "") + "' is not an action type");
        };
    }

    private static ActionSpec forward(Params action) {
        List<Params> groups = action.child("ForwardConfig").list("TargetGroups");
        Optional<String> single = action.text("TargetGroupArn");
        if (groups.isEmpty()) {
            String arn = single.orElseThrow(
                    () -> AwsError.of("InvalidLoadBalancerAction", "A target group ARN must be specified"));
            return new ActionSpec.Forward(List.of(new ActionSpec.WeightedGroup(arn, 1)), Optional.empty());
        }
        boolean contradiction = single.isPresent()
                && (groups.size() != 1 || !groups.get(0).text("TargetGroupArn").equals(single));
        if (contradiction) {
            throw AwsError.of(
                    "InvalidLoadBalancerAction",
                    "TargetGroupArn and ForwardConfig can be specified together only with the same single target group");
        }
        if (groups.size() > MAX_GROUPS) {
            throw AwsError.validation("The maximum number of target groups per action is " + MAX_GROUPS + ", but "
                    + groups.size() + " were specified");
        }
        List<ActionSpec.WeightedGroup> weighted = groups.stream()
                .map(group -> new ActionSpec.WeightedGroup(
                        group.required("TargetGroupArn"),
                        group.integer("Weight", 0, MAX_WEIGHT).orElse(1)))
                .toList();
        if (weighted.stream().map(ActionSpec.WeightedGroup::groupArn).distinct().count() < weighted.size()) {
            throw AwsError.validation("A target group can be specified only once in an action");
        }
        return new ActionSpec.Forward(
                weighted, stickiness(action.child("ForwardConfig").child("TargetGroupStickinessConfig")));
    }

    private static Optional<Duration> stickiness(Params config) {
        if (!config.flag("Enabled", false)) {
            return Optional.empty();
        }
        int seconds = config.integer("DurationSeconds", 1, MAX_STICKINESS_SECONDS)
                .orElseThrow(() -> AwsError.validation(
                        "Target group stickiness duration must be specified when stickiness is enabled"));
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static ActionSpec fixedResponse(Params config) {
        String code = config.required("StatusCode");
        if (!code.matches("[245][0-9][0-9]")) {
            throw AwsError.validation("The fixed response status code '" + code + "' must be 2XX, 4XX or 5XX");
        }
        return new ActionSpec.FixedResponse(
                Integer.parseInt(code), config.text("ContentType", "text/plain"), config.text("MessageBody", ""));
    }

    private static ActionSpec redirect(Params config) {
        String status = config.required("StatusCode");
        if (!status.equals("HTTP_301") && !status.equals("HTTP_302")) {
            throw AwsError.validation("The redirect status code must be HTTP_301 or HTTP_302, it is '" + status + "'");
        }
        return new ActionSpec.Redirect(
                Integer.parseInt(status.substring(5)),
                config.text("Protocol", "#{protocol}"),
                config.text("Host", "#{host}"),
                config.text("Port", "#{port}"),
                config.text("Path", "/#{path}"),
                config.text("Query", "#{query}"));
    }

    Stream<String> groups() {
        return spec instanceof ActionSpec.Forward forward
                ? forward.groups().stream().map(ActionSpec.WeightedGroup::groupArn)
                : Stream.empty();
    }

    Shape shape() {
        Shape shape = Shape.shape();
        if (spec instanceof ActionSpec.Forward forward) {
            shape.with("Type", "forward");
            if (forward.groups().size() == 1) {
                shape.with("TargetGroupArn", forward.groups().get(0).groupArn());
            }
            shape.with(
                    "ForwardConfig",
                    Shape.shape()
                            .list(
                                    "TargetGroups",
                                    forward.groups().stream()
                                            .map(group -> Shape.shape()
                                                    .with("TargetGroupArn", group.groupArn())
                                                    .with("Weight", group.weight()))
                                            .toList())
                            .with(
                                    "TargetGroupStickinessConfig",
                                    Shape.shape()
                                            .with(
                                                    "Enabled",
                                                    forward.stickiness().isPresent())
                                            .with(
                                                    "DurationSeconds",
                                                    forward.stickiness().map(Duration::toSeconds))));
        } else if (spec instanceof ActionSpec.FixedResponse fixed) {
            shape.with("Type", "fixed-response")
                    .with(
                            "FixedResponseConfig",
                            Shape.shape()
                                    .with("StatusCode", fixed.status())
                                    .with("ContentType", fixed.contentType())
                                    .with("MessageBody", fixed.body()));
        } else if (spec instanceof ActionSpec.Redirect redirect) {
            shape.with("Type", "redirect")
                    .with(
                            "RedirectConfig",
                            Shape.shape()
                                    .with("StatusCode", "HTTP_" + redirect.status())
                                    .with("Protocol", redirect.protocol())
                                    .with("Host", redirect.host())
                                    .with("Port", redirect.port())
                                    .with("Path", redirect.path())
                                    .with("Query", redirect.query()));
        }
        return shape.with("Order", order);
    }
}

package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.traffic.ConditionSpec;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;

/** A condition of a rule. */
record RuleCondition(ConditionSpec spec) {
    private static final int MAX_VALUES_PER_RULE = 5;

    /** @throws AwsError for what an ALB refuses, or cannot do here */
    static List<RuleCondition> parse(List<Params> sent) {
        if (sent.isEmpty()) {
            throw AwsError.validation("A rule must have at least one condition");
        }
        List<RuleCondition> conditions = sent.stream().map(RuleCondition::parse).toList();
        if (conditions.stream().mapToInt(RuleCondition::values).sum() > MAX_VALUES_PER_RULE) {
            throw AwsError.validation("A rule can only have '" + MAX_VALUES_PER_RULE + "' condition values");
        }
        return conditions;
    }

    private static RuleCondition parse(Params condition) {
        String field = condition.required("Field");
        return new RuleCondition(
                switch (field) {
                    case "http-header" ->
                        new ConditionSpec.Header(
                                condition.child("HttpHeaderConfig").required("HttpHeaderName"),
                                nonEmpty(condition.child("HttpHeaderConfig").texts("Values"), field));
                    case "path-pattern" -> new ConditionSpec.Path(values(condition, "PathPatternConfig", field));
                    case "host-header" -> new ConditionSpec.Host(values(condition, "HostHeaderConfig", field));
                    case "http-request-method" ->
                        new ConditionSpec.Method(values(condition, "HttpRequestMethodConfig", field));
                    case "source-ip" -> new ConditionSpec.SourceIp(values(condition, "SourceIpConfig", field));
                    case "query-string" ->
                        new ConditionSpec.Query(nonEmpty(
                                condition.child("QueryStringConfig").list("Values").stream()
                                        .map(pair -> new ConditionSpec.Query.Pair(
                                                pair.text("Key", ""), pair.text("Value", "")))
                                        .toList(),
                                field));
                    default ->
                        throw AwsError.validation("Condition field '" + field + "' must be one of"
                                + " '[path-pattern, host-header, http-header, http-request-method, query-string,"
                                + " source-ip]'");
                });
    }

    private static List<String> values(Params condition, String config, String field) {
        List<String> configured = condition.child(config).texts("Values");
        return nonEmpty(configured.isEmpty() ? condition.texts("Values") : configured, field);
    }

    private static <T> List<T> nonEmpty(List<T> values, String field) {
        if (values.isEmpty()) {
            throw AwsError.validation("A '" + field + "' condition must have at least one value");
        }
        return values;
    }

    private int values() {
        if (spec instanceof ConditionSpec.Query query) {
            return query.pairs().size();
        }
        return plainValues().size();
    }

    private List<String> plainValues() {
        if (spec instanceof ConditionSpec.Header header) {
            return header.values();
        }
        if (spec instanceof ConditionSpec.Path path) {
            return path.values();
        }
        if (spec instanceof ConditionSpec.Host host) {
            return host.values();
        }
        if (spec instanceof ConditionSpec.Method method) {
            return method.values();
        }
        return spec instanceof ConditionSpec.SourceIp source ? source.cidrs() : List.of();
    }

    Shape shape() {
        Shape values = Shape.shape().list("Values", plainValues());
        Shape shape = Shape.shape();
        if (spec instanceof ConditionSpec.Header header) {
            return shape.with("Field", "http-header")
                    .with(
                            "HttpHeaderConfig",
                            Shape.shape().with("HttpHeaderName", header.name()).list("Values", header.values()));
        }
        if (spec instanceof ConditionSpec.Query query) {
            return shape.with("Field", "query-string")
                    .with(
                            "QueryStringConfig",
                            Shape.shape()
                                    .list(
                                            "Values",
                                            query.pairs().stream()
                                                    .map(pair -> Shape.shape()
                                                            .with(
                                                                    "Key",
                                                                    pair.key().isEmpty() ? null : pair.key())
                                                            .with("Value", pair.value()))
                                                    .toList()));
        }
        if (spec instanceof ConditionSpec.Path path) {
            return shape.with("Field", "path-pattern")
                    .list("Values", path.values())
                    .with("PathPatternConfig", values);
        }
        if (spec instanceof ConditionSpec.Host host) {
            return shape.with("Field", "host-header")
                    .list("Values", host.values())
                    .with("HostHeaderConfig", values);
        }
        return spec instanceof ConditionSpec.Method
                ? shape.with("Field", "http-request-method").with("HttpRequestMethodConfig", values)
                : shape.with("Field", "source-ip").with("SourceIpConfig", values);
    }
}

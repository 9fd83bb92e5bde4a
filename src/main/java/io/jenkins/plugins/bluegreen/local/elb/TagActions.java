package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Tags of load balancers, listeners, rules and target groups. */
final class TagActions {
    private static final int MAX_RESOURCES = 20;
    private static final int MAX_TAGS = 50;

    private final Balancing balancing;

    TagActions(Balancing balancing) {
        this.balancing = balancing;
    }

    void actions(AwsApi api) {
        api.on("AddTags", this::add).on("RemoveTags", this::remove).on("DescribeTags", this::describe);
    }

    private Map<String, String> tags(String arn) {
        if (arn.contains(":loadbalancer/")) {
            return balancing.loadBalancer(arn).tags;
        }
        if (arn.contains(":listener-rule/")) {
            return balancing.rule(arn).tags;
        }
        return arn.contains(":listener/") ? balancing.listener(arn).tags : balancing.group(arn).tags;
    }

    private static List<String> resources(Params params) {
        List<String> arns = params.texts("ResourceArns");
        if (arns.isEmpty() || arns.size() > MAX_RESOURCES) {
            throw AwsError.validation(
                    "1 to " + MAX_RESOURCES + " resources can be named in a call, " + arns.size() + " were");
        }
        return arns;
    }

    private Shape add(Params params) {
        List<String> keys =
                params.list("Tags").stream().map(tag -> tag.required("Key")).toList();
        if (new HashSet<>(keys).size() < keys.size()) {
            throw AwsError.of("DuplicateTagKeys", "Tag keys must be unique");
        }
        synchronized (balancing.lock) {
            List<Map<String, String>> all =
                    resources(params).stream().map(this::tags).toList();
            for (Map<String, String> tags : all) {
                HashSet<String> after = new HashSet<>(tags.keySet());
                after.addAll(keys);
                if (after.size() > MAX_TAGS) {
                    throw AwsError.of("TooManyTags", "A resource can have " + MAX_TAGS + " tags");
                }
            }
            all.forEach(tags -> tags.putAll(params.pairs("Tags")));
            return Shape.shape();
        }
    }

    private Shape remove(Params params) {
        synchronized (balancing.lock) {
            resources(params).stream().map(this::tags).toList().forEach(tags -> tags.keySet()
                    .removeAll(params.texts("TagKeys")));
            return Shape.shape();
        }
    }

    private Shape describe(Params params) {
        synchronized (balancing.lock) {
            return Shape.shape()
                    .list(
                            "TagDescriptions",
                            resources(params).stream()
                                    .map(arn -> Shape.shape()
                                            .with("ResourceArn", arn)
                                            .pairs("Tags", tags(arn)))
                                    .toList());
        }
    }
}

package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Target groups: create, describe, modify, delete. */
final class TargetGroupActions {
    private final Balancing balancing;
    private final ElbSettings settings;

    TargetGroupActions(Balancing balancing, ElbSettings settings) {
        this.balancing = balancing;
        this.settings = settings;
    }

    void actions(AwsApi api) {
        api.on("CreateTargetGroup", this::create)
                .on("DescribeTargetGroups", this::describe)
                .on("ModifyTargetGroup", this::modify)
                .on("DeleteTargetGroup", this::delete)
                .on("DescribeTargetGroupAttributes", this::attributes)
                .on("ModifyTargetGroupAttributes", this::modifyAttributes);
    }

    private Shape create(Params params) {
        String name = params.required("Name");
        synchronized (balancing.lock) {
            Optional<TargetGroup> same = balancing.groups.values().stream()
                    .filter(other -> other.name.equals(name))
                    .findFirst();
            if (same.isPresent() && !same.get().createdWith.equals(params)) {
                throw AwsError.of(
                        "DuplicateTargetGroupName",
                        "A target group with the same name '" + name + "' exists, but with different settings");
            }
            TargetGroup group = same.orElseGet(
                    () -> new TargetGroup(settings.arn("targetgroup/" + name + "/" + Ids.hex(16)), params));
            group.tags.putAll(params.pairs("Tags"));
            balancing.groups.put(group.arn, group);
            balancing.dataPlane.putTargetGroup(group.spec());
            return one(group);
        }
    }

    private Shape one(TargetGroup group) {
        return Shape.shape().list("TargetGroups", List.of(shape(group)));
    }

    private Shape shape(TargetGroup group) {
        return group.shape(balancing.loadBalancersOf(group.arn));
    }

    private Shape describe(Params params) {
        synchronized (balancing.lock) {
            List<TargetGroup> asked = new ArrayList<>();
            params.texts("TargetGroupArns").forEach(arn -> asked.add(balancing.group(arn)));
            params.texts("Names").forEach(name -> asked.add(byName(name)));
            params.text("LoadBalancerArn").ifPresent(arn -> {
                balancing.loadBalancer(arn);
                balancing.groups.values().stream()
                        .filter(group -> balancing.loadBalancersOf(group.arn).contains(arn))
                        .forEach(asked::add);
            });
            boolean all = !params.has("TargetGroupArns") && !params.has("Names") && !params.has("LoadBalancerArn");
            return Pages.shape(
                    "TargetGroups",
                    Pages.of(all ? List.copyOf(balancing.groups.values()) : asked, params),
                    this::shape);
        }
    }

    private TargetGroup byName(String name) {
        return balancing.groups.values().stream()
                .filter(group -> group.name.equals(name))
                .findFirst()
                .orElseThrow(() -> AwsError.of("TargetGroupNotFound", "One or more target groups not found"));
    }

    private Shape modify(Params params) {
        synchronized (balancing.lock) {
            TargetGroup group = balancing.group(params.required("TargetGroupArn"));
            group.changeHealthCheck(params);
            balancing.dataPlane.putTargetGroup(group.spec());
            return one(group);
        }
    }

    private Shape delete(Params params) {
        synchronized (balancing.lock) {
            String arn = params.required("TargetGroupArn");
            if (!balancing.groups.containsKey(arn)) {
                return Shape.shape();
            }
            if (!balancing.loadBalancersOf(arn).isEmpty()) {
                throw AwsError.of(
                        "ResourceInUse", "Target group '" + arn + "' is currently in use by a listener or a rule");
            }
            balancing.groups.remove(arn);
            balancing.dataPlane.removeTargetGroup(arn);
            return Shape.shape();
        }
    }

    private Shape attributes(Params params) {
        synchronized (balancing.lock) {
            return Shape.shape().pairs("Attributes", balancing.group(params.required("TargetGroupArn")).attributes);
        }
    }

    private Shape modifyAttributes(Params params) {
        Map<String, String> changes = params.pairs("Attributes");
        LoadBalancerAttributes.check(changes, LoadBalancerAttributes.GROUP_DEFAULTS, "Target group");
        synchronized (balancing.lock) {
            TargetGroup group = balancing.group(params.required("TargetGroupArn"));
            group.attributes.putAll(changes);
            balancing.dataPlane.putTargetGroup(group.spec());
            return Shape.shape().pairs("Attributes", group.attributes);
        }
    }
}

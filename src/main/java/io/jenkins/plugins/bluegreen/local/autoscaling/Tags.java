package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;

/** Tags of groups; those marked so are given to instances at launch. */
final class Tags {
    private final Fleet fleet;

    Tags(Fleet fleet) {
        this.fleet = fleet;
    }

    void actions(AwsApi api) {
        api.on("CreateOrUpdateTags", this::createOrUpdate)
                .on("DeleteTags", this::delete)
                .on("DescribeTags", this::describe);
    }

    static void put(Group group, List<Params> tags) {
        tags.forEach(tag -> group.tags.put(
                tag.required("Key"), new Group.GroupTag(tag.text("Value", ""), tag.flag("PropagateAtLaunch", true))));
    }

    /** Filters by {@code tag-key}, {@code tag-value} and {@code tag:<key>}, as {@code DescribeAutoScalingGroups} has them. */
    static boolean match(Group group, List<Params> filters) {
        return filters.stream().allMatch(filter -> {
            String name = filter.text("Name", "");
            List<String> values = filter.texts("Values");
            return group.tags.entrySet().stream()
                    .anyMatch(tag -> name.equals("tag-key") && values.contains(tag.getKey())
                            || name.equals("tag-value")
                                    && values.contains(tag.getValue().value())
                            || name.equals("tag:" + tag.getKey())
                                    && values.contains(tag.getValue().value()));
        });
    }

    private Shape createOrUpdate(Params params) {
        synchronized (fleet.lock) {
            params.list("Tags").forEach(tag -> put(fleet.group(tag.required("ResourceId")), List.of(tag)));
            return Shape.shape();
        }
    }

    private Shape delete(Params params) {
        synchronized (fleet.lock) {
            params.list("Tags")
                    .forEach(tag -> fleet.group(tag.required("ResourceId")).tags.remove(tag.required("Key")));
            return Shape.shape();
        }
    }

    private Shape describe(Params params) {
        synchronized (fleet.lock) {
            List<Shape> shapes = fleet.groups.values().stream()
                    .flatMap(group -> group.tagShapes().stream())
                    .filter(tag -> params.list("Filters").stream().allMatch(filter -> holds(filter, tag)))
                    .toList();
            return Pages.shape("Tags", shapes, params, tag -> tag);
        }
    }

    private static boolean holds(Params filter, Shape tag) {
        String member =
                switch (filter.text("Name", "")) {
                    case "auto-scaling-group" -> "ResourceId";
                    case "key" -> "Key";
                    case "value" -> "Value";
                    default -> "PropagateAtLaunch";
                };
        return filter.texts("Values").contains(String.valueOf(tag.member(member).orElse("")));
    }
}

package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Side;
import io.jenkins.plugins.bluegreen.port.Notes;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Tag;

/**
 * Notes as tags of the Auto Scaling group, not propagated to instances. Terraform's {@code aws_autoscaling_group} looks only at the
 * tags that its configuration names, so a plan neither shows nor removes these.
 */
final class GroupNotes implements Notes {
    private final Calls calls;

    GroupNotes(Calls calls) {
        this.calls = calls;
    }

    private AutoScalingClient autoScaling() {
        return calls.clients().autoScaling();
    }

    @Override
    public Map<String, String> read(Side side) {
        DescribeTagsRequest request = DescribeTagsRequest.builder()
                .filters(Filter.builder()
                        .name("auto-scaling-group")
                        .values(side.group())
                        .build())
                .maxRecords(100)
                .build();
        Map<String, String> notes = new TreeMap<>();
        calls.send(thing(side), request, autoScaling()::describeTags).tags().stream()
                .filter(tag -> tag.key().startsWith(PREFIX))
                .forEach(tag -> notes.put(tag.key(), tag.value()));
        return notes;
    }

    @Override
    public void write(Side side, Map<String, String> notes) {
        if (notes.isEmpty()) {
            return;
        }
        CreateOrUpdateTagsRequest request = CreateOrUpdateTagsRequest.builder()
                .tags(notes.entrySet().stream()
                        .map(note ->
                                tag(side, note.getKey()).value(note.getValue()).build())
                        .toList())
                .build();
        calls.send(thing(side), request, autoScaling()::createOrUpdateTags);
    }

    @Override
    public void remove(Side side, Set<String> keys) {
        // Deleting a tag that is not there is no error for Auto Scaling, but it is for some emulators of it.
        Collection<String> there =
                read(side).keySet().stream().filter(keys::contains).toList();
        if (there.isEmpty()) {
            return;
        }
        DeleteTagsRequest request = DeleteTagsRequest.builder()
                .tags(there.stream().map(key -> tag(side, key).build()).toList())
                .build();
        calls.send(thing(side), request, autoScaling()::deleteTags);
    }

    private static Tag.Builder tag(Side side, String key) {
        if (!key.startsWith(PREFIX)) {
            throw new IllegalArgumentException("note '" + key + "' does not begin with " + PREFIX);
        }
        return Tag.builder()
                .resourceType("auto-scaling-group")
                .resourceId(side.group())
                .key(key)
                .propagateAtLaunch(false);
    }

    private static String thing(Side side) {
        return "Auto Scaling group " + side.group();
    }
}

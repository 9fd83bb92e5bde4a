package io.jenkins.plugins.bluegreen.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Which release each instance was launched with, by its tag. It is set at launch and asked for once per instance. */
final class InstanceReleases {
    /** EC2 takes at most 200 values in a filter. */
    private static final int BATCH = 200;

    /** Instances come and go; beyond this many the memory is emptied and filled again by what is still there. */
    private static final int REMEMBERED = 5_000;

    private final Calls calls;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    InstanceReleases(Calls calls) {
        this.calls = calls;
    }

    /** Releases by instance id; an instance without the tag is missing. */
    Map<String, String> of(Collection<String> ids) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        List<String> unknown = new ArrayList<>(ids);
        unknown.removeAll(known.keySet());
        for (int from = 0; from < unknown.size(); from += BATCH) {
            ask(unknown.subList(from, Math.min(unknown.size(), from + BATCH)));
        }
        Map<String, String> releases = new HashMap<>(known);
        releases.keySet().retainAll(ids);
        return releases;
    }

    /** By filter, not by id: an instance that EC2 does not know yet, or no more, would fail the call for all others. */
    private void ask(List<String> ids) {
        String token = null;
        do {
            DescribeInstancesRequest request = DescribeInstancesRequest.builder()
                    .filters(Filter.builder().name("instance-id").values(ids).build())
                    .nextToken(token)
                    .build();
            DescribeInstancesResponse page =
                    calls.send("instances " + ids, request, calls.clients().ec2()::describeInstances);
            page.reservations().forEach(reservation -> reservation.instances().forEach(this::remember));
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
    }

    private void remember(Instance instance) {
        instance.tags().stream()
                .filter(tag -> ReleaseTags.RELEASE.equals(tag.key()))
                .map(Tag::value)
                .findFirst()
                .ifPresent(release -> known.put(instance.instanceId(), release));
    }
}

package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsCall;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.HttpAnswer;
import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import io.jenkins.plugins.bluegreen.local.wire.Splice;
import io.jenkins.plugins.bluegreen.local.wire.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * EC2. Launch templates and the instances of Auto Scaling groups live here. Networks, images and everything else live in the upstream when
 * there is one; lists that both worlds have a part of are joined.
 */
public final class Ec2Service {
    private static final Set<String> ALWAYS_OURS = Set.of(
            "CreateLaunchTemplate",
            "CreateLaunchTemplateVersion",
            "DescribeLaunchTemplates",
            "DescribeLaunchTemplateVersions",
            "ModifyLaunchTemplate",
            "DeleteLaunchTemplate",
            "DeleteLaunchTemplateVersions",
            "DescribeInstances",
            "DescribeInstanceStatus",
            "TerminateInstances",
            "CreateTags",
            "DeleteTags",
            "DescribeTags");

    private final Compute compute;
    private final LaunchTemplates templates;
    private final InstanceShapes shapes;
    private final Optional<Upstream> upstream;
    private final AwsApi api =
            new AwsApi("ec2", Protocol.EC2, Network.EC2_VERSION, "http://ec2.amazonaws.com/doc/2016-11-15/");

    public Ec2Service(
            Compute compute,
            LaunchTemplates templates,
            Network network,
            String accountId,
            Optional<Upstream> upstream) {
        this.compute = compute;
        this.templates = templates;
        this.shapes = new InstanceShapes(compute, network, accountId);
        this.upstream = upstream;
        templates.actions(api);
        network.actions(api);
        api.onCall("DescribeInstances", this::describeInstances)
                .onCall("DescribeInstanceStatus", this::describeInstanceStatus)
                .onCall("TerminateInstances", this::terminate)
                .onCall("CreateTags", call -> retag(call, call.params().pairs("Tag"), List.of()))
                .onCall(
                        "DeleteTags",
                        call -> retag(
                                call,
                                Map.of(),
                                call.params().list("Tag").stream()
                                        .map(tag -> tag.text("Key", ""))
                                        .toList()))
                .onCall("DescribeTags", this::describeTags)
                .oursWhen(call -> ALWAYS_OURS.contains(call.action()));
    }

    public AwsApi api() {
        return api;
    }

    private Object describeInstances(AwsCall call) {
        Params params = call.params();
        List<String> asked = params.texts("InstanceId");
        boolean allOurs = !asked.isEmpty() && asked.stream().allMatch(this::isInstance);
        if (upstream.isPresent() && !allOurs && asked.stream().noneMatch(this::isInstance) && !asked.isEmpty()) {
            return upstream.get().pass(call.request());
        }
        asked.stream().filter(id -> !isInstance(id)).findFirst().ifPresent(Ec2Service::noInstance);
        List<Instance> matching = compute.instances().stream()
                .filter(instance -> asked.isEmpty() || asked.contains(instance.id()))
                .filter(instance -> shapes.matches(params, instance))
                .toList();
        if (upstream.isPresent() && asked.isEmpty()) {
            HttpAnswer theirs = upstream.get().pass(call.request());
            return Splice.into(
                    theirs,
                    "reservationSet",
                    matching.stream().map(shapes::reservation).toList());
        }
        Page<Instance> page = Page.of(
                matching,
                params.text("NextToken"),
                params.integer("MaxResults", 5, 1000).orElse(1000),
                "InvalidNextToken");
        return Shape.shape()
                .list(
                        "reservationSet",
                        page.items().stream().map(shapes::reservation).toList())
                .with("nextToken", page.nextMarker());
    }

    private Object describeInstanceStatus(AwsCall call) {
        List<String> asked = call.params().texts("InstanceId");
        if (upstream.isPresent() && !asked.isEmpty() && asked.stream().noneMatch(this::isInstance)) {
            return upstream.get().pass(call.request());
        }
        Shape ok = Shape.shape().with("status", "ok");
        return Shape.shape()
                .list(
                        "instanceStatusSet",
                        compute.instances().stream()
                                .filter(instance -> asked.isEmpty() || asked.contains(instance.id()))
                                .filter(instance -> call.params().flag("IncludeAllInstances", false)
                                        || compute.state(instance.id())
                                                .awsName()
                                                .equals("running"))
                                .map(instance -> Shape.shape()
                                        .with("instanceId", instance.id())
                                        .with(
                                                "availabilityZone",
                                                instance.launch().availabilityZone())
                                        .with("instanceState", InstanceShapes.state(compute.state(instance.id())))
                                        .with("systemStatus", ok)
                                        .with("instanceStatus", ok))
                                .toList());
    }

    private Object terminate(AwsCall call) {
        List<String> asked = call.params().texts("InstanceId");
        if (upstream.isPresent() && asked.stream().noneMatch(this::isInstance)) {
            return upstream.get().pass(call.request());
        }
        asked.stream().filter(id -> !isInstance(id)).findFirst().ifPresent(Ec2Service::noInstance);
        List<Shape> changes = new ArrayList<>();
        for (String id : asked) {
            Shape before = InstanceShapes.state(compute.state(id));
            compute.terminate(id, "Client.UserInitiatedShutdown: User initiated shutdown");
            changes.add(Shape.shape()
                    .with("instanceId", id)
                    .with("currentState", InstanceShapes.state(compute.state(id)))
                    .with("previousState", before));
        }
        return Shape.shape().list("instancesSet", changes);
    }

    private Object retag(AwsCall call, Map<String, String> added, List<String> removed) {
        List<String> others = new ArrayList<>();
        for (String id : call.params().texts("ResourceId")) {
            if (isInstance(id)) {
                compute.tag(id, added);
                compute.untag(id, Set.copyOf(removed));
            } else if (templates.tags(id).isPresent()) {
                templates.retag(id, added, removed);
            } else {
                others.add(id);
            }
        }
        if (!others.isEmpty()) {
            if (upstream.isPresent()
                    && others.size() == call.params().texts("ResourceId").size()) {
                return upstream.get().pass(call.request());
            }
            throw AwsError.of("InvalidID", "The ID '" + others.get(0) + "' is not valid");
        }
        return Shape.shape().with("return", true);
    }

    private Object describeTags(AwsCall call) {
        List<Shape> tags = new ArrayList<>();
        compute.instances()
                .forEach(instance -> tagItems(call, instance.id(), "instance", compute.tags(instance.id()), tags));
        templates
                .ids()
                .forEach(id ->
                        tagItems(call, id, "launch-template", templates.tags(id).orElseGet(TreeMap::new), tags));
        return upstream.isPresent()
                ? Splice.into(upstream.get().pass(call.request()), "tagSet", tags)
                : Shape.shape().list("tagSet", tags);
    }

    private static void tagItems(AwsCall call, String id, String type, Map<String, String> tags, List<Shape> into) {
        tags.forEach((key, value) -> {
            Map<String, String> facts = Map.of("resource-id", id, "resource-type", type, "key", key, "value", value);
            if (Filters.match(call.params(), facts, Map.of(key, value))) {
                into.add(Shape.shape()
                        .with("resourceId", id)
                        .with("resourceType", type)
                        .with("key", key)
                        .with("value", value));
            }
        });
    }

    private boolean isInstance(String id) {
        return compute.find(id).isPresent();
    }

    private static void noInstance(String id) {
        throw AwsError.of("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
    }
}

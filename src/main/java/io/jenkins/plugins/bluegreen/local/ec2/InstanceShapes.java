package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.compute.InstanceState;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.Map;

/** Instances as {@code DescribeInstances} shows them. */
final class InstanceShapes {
    private final Compute compute;
    private final Network network;
    private final String accountId;

    InstanceShapes(Compute compute, Network network, String accountId) {
        this.compute = compute;
        this.network = network;
        this.accountId = accountId;
    }

    boolean matches(Params params, Instance instance) {
        return Filters.match(
                params,
                Map.of(
                        "instance-id", instance.id(),
                        "instance-state-name", compute.state(instance.id()).awsName(),
                        "instance-state-code",
                                Integer.toString(compute.state(instance.id()).code()),
                        "image-id", instance.launch().imageId(),
                        "instance-type", instance.launch().instanceType(),
                        "availability-zone", instance.launch().availabilityZone(),
                        "subnet-id", instance.launch().subnetId(),
                        "vpc-id", vpc(instance),
                        "private-ip-address", instance.host()),
                compute.tags(instance.id()));
    }

    private String vpc(Instance instance) {
        return network.subnet(instance.launch().subnetId())
                .map(Network.Subnet::vpcId)
                .orElse(Network.VPC);
    }

    Shape reservation(Instance instance) {
        return Shape.shape()
                .with("reservationId", "r-" + instance.id().substring(2))
                .with("ownerId", accountId)
                .list("groupSet", List.of())
                .list("instancesSet", List.of(instance(instance)));
    }

    static Shape state(InstanceState state) {
        return Shape.shape().with("code", state.code()).with("name", state.awsName());
    }

    private Shape instance(Instance instance) {
        InstanceState state = compute.state(instance.id());
        String reason = compute.stateReason(instance.id());
        Shape shape = Shape.shape()
                .with("instanceId", instance.id())
                .with("imageId", instance.launch().imageId())
                .with("instanceState", state(state))
                .with("privateDnsName", "localhost")
                .with("dnsName", "")
                .with("reason", reason)
                .with("amiLaunchIndex", 0)
                .with("instanceType", instance.launch().instanceType())
                .with("launchTime", instance.launchedAt())
                .with(
                        "placement",
                        Shape.shape()
                                .with("availabilityZone", instance.launch().availabilityZone())
                                .with("groupName", "")
                                .with("tenancy", "default"))
                .with("monitoring", Shape.shape().with("state", "disabled"))
                .with("subnetId", instance.launch().subnetId())
                .with("vpcId", vpc(instance))
                .with("architecture", "x86_64")
                .with("rootDeviceType", "ebs")
                .with("virtualizationType", "hvm")
                .with("hypervisor", "xen")
                .list("tagSet", TagShapes.of(compute.tags(instance.id())))
                .with(
                        "metadataOptions",
                        Shape.shape()
                                .with("state", "applied")
                                .with("httpTokens", "required")
                                .with("httpEndpoint", "enabled")
                                .with("instanceMetadataTags", "enabled"));
        if (state == InstanceState.RUNNING) {
            shape.with("privateIpAddress", instance.host());
        } else {
            String[] parts = reason.split(": ", 2);
            shape.with(
                    "stateReason",
                    Shape.shape().with("code", parts[0]).with("message", parts.length > 1 ? parts[1] : reason));
        }
        return shape;
    }
}

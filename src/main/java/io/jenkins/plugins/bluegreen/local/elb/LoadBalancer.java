package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.ec2.Network.Subnet;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An Application Load Balancer. Guarded by the lock of {@link Balancing}. */
final class LoadBalancer {
    final String arn;
    final String name;
    final String scheme;
    final Instant createdAt;
    final Params createdWith;
    final String dnsName;
    final Map<String, String> attributes = new TreeMap<>(LoadBalancerAttributes.DEFAULTS);
    final Map<String, String> tags = new TreeMap<>();
    List<Subnet> subnets;
    List<String> securityGroups;
    String ipAddressType = "ipv4";
    boolean provisioned;

    LoadBalancer(
            String arn,
            String name,
            String dnsName,
            Instant createdAt,
            List<Subnet> subnets,
            List<String> securityGroups,
            Params createdWith) {
        this.arn = arn;
        this.name = name;
        this.dnsName = dnsName;
        this.createdAt = createdAt;
        this.createdWith = createdWith;
        this.scheme = createdWith.text("Scheme", "internet-facing");
        this.subnets = subnets;
        this.securityGroups = securityGroups;
    }

    /** {@code app/name/id}, the tail of the ARN that listeners, rules and metrics carry. */
    String path() {
        return arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length());
    }

    List<Shape> zones() {
        return subnets.stream()
                .map(subnet -> Shape.shape()
                        .with("ZoneName", subnet.zone())
                        .with("SubnetId", subnet.id())
                        .list("LoadBalancerAddresses", List.of()))
                .toList();
    }

    Shape shape() {
        return Shape.shape()
                .with("LoadBalancerArn", arn)
                .with("DNSName", dnsName)
                .with("CanonicalHostedZoneId", "Z35SXDOTRQ7X7K")
                .with("CreatedTime", createdAt)
                .with("LoadBalancerName", name)
                .with("Scheme", scheme)
                .with("VpcId", subnets.get(0).vpcId())
                .with("State", Shape.shape().with("Code", provisioned ? "active" : "provisioning"))
                .with("Type", "application")
                .list("AvailabilityZones", zones())
                .list("SecurityGroups", securityGroups)
                .with("IpAddressType", ipAddressType);
    }
}

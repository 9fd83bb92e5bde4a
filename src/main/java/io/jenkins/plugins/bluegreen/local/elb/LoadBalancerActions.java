package io.jenkins.plugins.bluegreen.local.elb;

import io.jenkins.plugins.bluegreen.local.ec2.Network;
import io.jenkins.plugins.bluegreen.local.ec2.Network.Subnet;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Page;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Load balancers: create, describe, modify, delete. */
final class LoadBalancerActions {
    private final Balancing balancing;
    private final Network network;
    private final Clock clock;
    private final ElbSettings settings;

    LoadBalancerActions(Balancing balancing, Network network, Clock clock, ElbSettings settings) {
        this.balancing = balancing;
        this.network = network;
        this.clock = clock;
        this.settings = settings;
    }

    void actions(AwsApi api) {
        api.on("CreateLoadBalancer", this::create)
                .on("DescribeLoadBalancers", this::describe)
                .on("DeleteLoadBalancer", this::delete)
                .on("DescribeLoadBalancerAttributes", this::attributes)
                .on("ModifyLoadBalancerAttributes", this::modifyAttributes)
                .on("SetSubnets", this::setSubnets)
                .on("SetSecurityGroups", this::setSecurityGroups)
                .on("SetIpAddressType", this::setIpAddressType)
                .on("DescribeCapacityReservation", this::capacityReservation)
                .on("ModifyCapacityReservation", this::capacityReservation);
    }

    private Shape create(Params params) {
        String name = params.required("Name");
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?") || name.startsWith("internal-")) {
            throw AwsError.validation("The load balancer name '" + name
                    + "' must be 1-32 letters, digits or hyphens, not begin or end with a hyphen, and not begin with"
                    + " 'internal-'");
        }
        if (!params.text("Type", "application").equals("application")) {
            throw AwsError.of(
                    "InvalidConfigurationRequest",
                    "The local cloud serves application load balancers, not '" + params.text("Type", "") + "'");
        }
        List<Subnet> subnets = subnets(params);
        List<String> securityGroups = securityGroups(params);
        synchronized (balancing.lock) {
            Optional<LoadBalancer> same = balancing.loadBalancers.values().stream()
                    .filter(other -> other.name.equals(name))
                    .findFirst();
            if (same.isPresent() && !same.get().createdWith.equals(params)) {
                throw AwsError.of(
                        "DuplicateLoadBalancerName",
                        "A load balancer with the same name '" + name + "' exists, but with different settings");
            }
            LoadBalancer loadBalancer = same.orElseGet(() -> {
                String arn = settings.arn("loadbalancer/app/" + name + "/" + Ids.hex(16));
                String dnsName = name + "-" + (1_000_000_000L + Math.floorMod(arn.hashCode(), 1_000_000_000)) + "."
                        + settings.region() + ".elb.localhost";
                return new LoadBalancer(arn, name, dnsName, clock.instant(), subnets, securityGroups, params);
            });
            loadBalancer.tags.putAll(params.pairs("Tags"));
            loadBalancer.ipAddressType = params.text("IpAddressType", "ipv4");
            balancing.loadBalancers.put(loadBalancer.arn, loadBalancer);
            Shape created = loadBalancer.shape();
            loadBalancer.provisioned = true;
            return Shape.shape().list("LoadBalancers", List.of(created));
        }
    }

    private List<Subnet> subnets(Params params) {
        List<String> ids = new ArrayList<>(params.texts("Subnets"));
        params.list("SubnetMappings").forEach(mapping -> ids.add(mapping.required("SubnetId")));
        List<Subnet> subnets = ids.stream()
                .map(id -> network.subnet(id)
                        .orElseThrow(() -> AwsError.of("SubnetNotFound", "The subnet ID '" + id + "' is not valid")))
                .toList();
        if (subnets.stream().map(Subnet::zone).distinct().count() < 2) {
            throw AwsError.validation("At least two subnets in two different Availability Zones must be specified");
        }
        return subnets;
    }

    private List<String> securityGroups(Params params) {
        List<String> ids = params.texts("SecurityGroups");
        ids.stream().filter(id -> !network.hasSecurityGroup(id)).findFirst().ifPresent(id -> {
            throw AwsError.of("InvalidSecurityGroup", "The security group '" + id + "' does not exist");
        });
        return ids.isEmpty() ? List.of(Network.SECURITY_GROUP) : ids;
    }

    private Shape describe(Params params) {
        synchronized (balancing.lock) {
            List<LoadBalancer> asked = new ArrayList<>();
            params.texts("LoadBalancerArns").forEach(arn -> asked.add(balancing.loadBalancer(arn)));
            params.texts("Names").forEach(name -> asked.add(byName(name)));
            boolean all = !params.has("LoadBalancerArns") && !params.has("Names");
            Page<LoadBalancer> page = Pages.of(all ? List.copyOf(balancing.loadBalancers.values()) : asked, params);
            return Pages.shape("LoadBalancers", page, LoadBalancer::shape);
        }
    }

    private LoadBalancer byName(String name) {
        return balancing.loadBalancers.values().stream()
                .filter(loadBalancer -> loadBalancer.name.equals(name))
                .findFirst()
                .orElseThrow(() -> AwsError.of("LoadBalancerNotFound", "Load balancers '[" + name + "]' not found"));
    }

    private Shape delete(Params params) {
        synchronized (balancing.lock) {
            LoadBalancer loadBalancer = balancing.loadBalancers.get(params.required("LoadBalancerArn"));
            if (loadBalancer == null) {
                return Shape.shape();
            }
            if (loadBalancer.attributes.get("deletion_protection.enabled").equals("true")) {
                throw AwsError.of(
                        "OperationNotPermitted",
                        "Load balancer '" + loadBalancer.arn
                                + "' cannot be deleted because deletion protection is enabled");
            }
            balancing.listenersOf(loadBalancer).forEach(listener -> {
                balancing.listeners.remove(listener.arn);
                balancing.dataPlane.removeListener(listener.arn);
            });
            balancing.loadBalancers.remove(loadBalancer.arn);
            return Shape.shape();
        }
    }

    private Shape attributes(Params params) {
        synchronized (balancing.lock) {
            return Shape.shape()
                    .pairs("Attributes", balancing.loadBalancer(params.required("LoadBalancerArn")).attributes);
        }
    }

    private Shape modifyAttributes(Params params) {
        Map<String, String> changes = params.pairs("Attributes");
        LoadBalancerAttributes.check(changes, LoadBalancerAttributes.DEFAULTS, "Load balancer");
        synchronized (balancing.lock) {
            LoadBalancer loadBalancer = balancing.loadBalancer(params.required("LoadBalancerArn"));
            loadBalancer.attributes.putAll(changes);
            balancing.listenersOf(loadBalancer).forEach(balancing::publish);
            return Shape.shape().pairs("Attributes", loadBalancer.attributes);
        }
    }

    private Shape setSubnets(Params params) {
        List<Subnet> subnets = subnets(params);
        synchronized (balancing.lock) {
            LoadBalancer loadBalancer = balancing.loadBalancer(params.required("LoadBalancerArn"));
            loadBalancer.subnets = subnets;
            return Shape.shape()
                    .list("AvailabilityZones", loadBalancer.zones())
                    .with("IpAddressType", loadBalancer.ipAddressType);
        }
    }

    private Shape setSecurityGroups(Params params) {
        List<String> securityGroups = securityGroups(params);
        synchronized (balancing.lock) {
            balancing.loadBalancer(params.required("LoadBalancerArn")).securityGroups = securityGroups;
            return Shape.shape().list("SecurityGroupIds", securityGroups);
        }
    }

    private Shape setIpAddressType(Params params) {
        synchronized (balancing.lock) {
            LoadBalancer loadBalancer = balancing.loadBalancer(params.required("LoadBalancerArn"));
            loadBalancer.ipAddressType = params.required("IpAddressType");
            return Shape.shape().with("IpAddressType", loadBalancer.ipAddressType);
        }
    }

    /** No capacity is ever reserved here; a request for some is refused rather than forgotten. */
    private Shape capacityReservation(Params params) {
        synchronized (balancing.lock) {
            balancing.loadBalancer(params.required("LoadBalancerArn"));
        }
        if (params.child("MinimumLoadBalancerCapacity").has("CapacityUnits")) {
            throw AwsError.of("OperationNotPermitted", "The local cloud reserves no load balancer capacity");
        }
        return Shape.shape().with("DecreaseRequestsRemaining", 2).list("CapacityReservationState", List.of());
    }
}

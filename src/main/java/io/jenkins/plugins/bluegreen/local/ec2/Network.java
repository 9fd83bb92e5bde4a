package io.jenkins.plugins.bluegreen.local.ec2;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import io.jenkins.plugins.bluegreen.local.wire.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The network that load balancers and groups are put into: a default VPC with three subnets; with an upstream, the upstream's networks,
 * because whoever created them there must find them used here.
 */
public final class Network {
    public static final String VPC = "vpc-0a1b2c3d4e5f60001";
    public static final String SECURITY_GROUP = "sg-0a1b2c3d4e5f60001";
    static final String EC2_VERSION = "2016-11-15";
    private static final String OWNER_IMAGE = "ami-0a1b2c3d4e5f60001";

    /** A subnet and where it lies. */
    public record Subnet(String id, String vpcId, String zone) {}

    private final String region;
    private final String accountId;
    private final Optional<Upstream> upstream;
    private final List<Subnet> defaults;
    /** A subnet never moves, so the upstream is asked once. */
    private final Map<String, Subnet> ofUpstream = new ConcurrentHashMap<>();

    public Network(String region, String accountId, Optional<Upstream> upstream) {
        this.region = region;
        this.accountId = accountId;
        this.upstream = upstream;
        this.defaults = Stream.of("a", "b", "c")
                .map(zone -> new Subnet("subnet-0a1b2c3d4e5f6000" + zone, VPC, region + zone))
                .toList();
    }

    /** The subnets of the default VPC. */
    public List<Subnet> defaultSubnets() {
        return defaults;
    }

    /** A subnet by its id, of the default VPC or of the upstream. */
    public Optional<Subnet> subnet(String id) {
        Optional<Subnet> known =
                defaults.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
        if (known.isPresent() || upstream.isEmpty()) {
            return known;
        }
        Optional<Subnet> learned = Optional.ofNullable(ofUpstream.get(id)).or(() -> subnetOf(upstream.get(), id));
        learned.ifPresent(subnet -> ofUpstream.put(id, subnet));
        return learned;
    }

    private Optional<Subnet> subnetOf(Upstream other, String id) {
        String xml = other.ask("ec2", EC2_VERSION, region, Map.of("Action", "DescribeSubnets", "SubnetId.1", id));
        Optional<String> vpc = element(xml, "vpcId");
        return vpc.map(
                vpcId -> new Subnet(id, vpcId, element(xml, "availabilityZone").orElse(region + "a")));
    }

    /** Whether a security group exists; only the default one does here. */
    public boolean hasSecurityGroup(String id) {
        return id.equals(SECURITY_GROUP) || upstream.isPresent();
    }

    private static Optional<String> element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(xml);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    void actions(AwsApi api) {
        api.on("DescribeVpcs", this::vpcs)
                .on("DescribeSubnets", this::subnets)
                .on("DescribeSecurityGroups", this::securityGroups)
                .on("DescribeAvailabilityZones", this::zones)
                .on("DescribeRegions", params -> Shape.shape()
                        .list(
                                "regionInfo",
                                List.of(Shape.shape()
                                        .with("regionName", region)
                                        .with("regionEndpoint", "ec2." + region + ".amazonaws.com")
                                        .with("optInStatus", "opt-in-not-required"))))
                .on("DescribeNetworkInterfaces", params -> Shape.shape().list("networkInterfaceSet", List.of()))
                .on("DescribeImages", this::images)
                .on("DescribeInstanceTypes", this::instanceTypes);
    }

    private Shape vpcs(Params params) {
        requireKnown(params, "VpcId", List.of(VPC), "InvalidVpcID.NotFound", "vpc ID");
        boolean listed = Filters.match(
                params,
                Map.of("vpc-id", VPC, "isDefault", "true", "is-default", "true", "state", "available"),
                Map.of());
        Shape vpc = Shape.shape()
                .with("vpcId", VPC)
                .with("ownerId", accountId)
                .with("state", "available")
                .with("cidrBlock", "127.0.0.0/8")
                .with("dhcpOptionsId", "dopt-0a1b2c3d4e5f60001")
                .with("instanceTenancy", "default")
                .with("isDefault", true);
        return Shape.shape().list("vpcSet", listed ? List.of(vpc) : List.of());
    }

    private Shape subnets(Params params) {
        List<String> ids = defaults.stream().map(Subnet::id).toList();
        requireKnown(params, "SubnetId", ids, "InvalidSubnetID.NotFound", "subnet ID");
        List<String> asked = params.texts("SubnetId");
        List<Shape> shown = defaults.stream()
                .filter(subnet -> asked.isEmpty() || asked.contains(subnet.id()))
                .filter(subnet -> Filters.match(
                        params,
                        Map.of(
                                "subnet-id", subnet.id(),
                                "vpc-id", subnet.vpcId(),
                                "availability-zone", subnet.zone(),
                                "default-for-az", "true",
                                "state", "available"),
                        Map.of()))
                .map(subnet -> Shape.shape()
                        .with("subnetId", subnet.id())
                        .with("vpcId", subnet.vpcId())
                        .with("ownerId", accountId)
                        .with("state", "available")
                        .with("cidrBlock", "127.0.0.0/8")
                        .with("availableIpAddressCount", 4091)
                        .with("availabilityZone", subnet.zone())
                        .with("defaultForAz", true)
                        .with("mapPublicIpOnLaunch", false))
                .toList();
        return Shape.shape().list("subnetSet", shown);
    }

    private Shape securityGroups(Params params) {
        requireKnown(params, "GroupId", List.of(SECURITY_GROUP), "InvalidGroup.NotFound", "security group");
        boolean listed = Filters.match(
                params, Map.of("vpc-id", VPC, "group-name", "default", "group-id", SECURITY_GROUP), Map.of());
        Shape group = Shape.shape()
                .with("ownerId", accountId)
                .with("groupId", SECURITY_GROUP)
                .with("groupName", "default")
                .with("groupDescription", "default VPC security group")
                .with("vpcId", VPC)
                .list("ipPermissions", List.of())
                .list("ipPermissionsEgress", List.of())
                .list("tagSet", List.of());
        return Shape.shape().list("securityGroupInfo", listed ? List.of(group) : List.of());
    }

    private Shape zones(Params params) {
        return Shape.shape()
                .list(
                        "availabilityZoneInfo",
                        defaults.stream()
                                .map(subnet -> Shape.shape()
                                        .with("zoneName", subnet.zone())
                                        .with("zoneState", "available")
                                        .with("zoneType", "availability-zone")
                                        .with("optInStatus", "opt-in-not-required")
                                        .with("groupName", region)
                                        .with("regionName", region))
                                .toList());
    }

    /** Any image id is an image here: user data says what runs. */
    private Shape images(Params params) {
        List<String> asked = params.texts("ImageId");
        return Shape.shape()
                .list(
                        "imagesSet",
                        (asked.isEmpty() ? List.of(OWNER_IMAGE) : asked)
                                .stream()
                                        .map(id -> Shape.shape()
                                                .with("imageId", id)
                                                .with("imageState", "available")
                                                .with("imageOwnerId", accountId)
                                                .with("isPublic", false)
                                                .with("architecture", "x86_64")
                                                .with("imageType", "machine")
                                                .with("name", "local")
                                                .with("rootDeviceType", "ebs")
                                                .with("rootDeviceName", "/dev/xvda")
                                                .with("virtualizationType", "hvm")
                                                .with("creationDate", "2026-01-01T00:00:00.000Z"))
                                        .toList());
    }

    private Shape instanceTypes(Params params) {
        List<String> asked = params.texts("InstanceType");
        return Shape.shape()
                .list(
                        "instanceTypeSet",
                        (asked.isEmpty() ? List.of("t3.micro") : asked)
                                .stream()
                                        .map(type -> Shape.shape()
                                                .with("instanceType", type)
                                                .with("currentGeneration", true)
                                                .with("hypervisor", "nitro")
                                                .with("vCpuInfo", Shape.shape().with("defaultVCpus", 2))
                                                .with(
                                                        "memoryInfo",
                                                        Shape.shape().with("sizeInMiB", 1024)))
                                        .toList());
    }

    private static void requireKnown(Params params, String member, List<String> known, String code, String noun) {
        params.texts(member).stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw AwsError.of(code, "The " + noun + " '" + id + "' does not exist");
                });
    }
}

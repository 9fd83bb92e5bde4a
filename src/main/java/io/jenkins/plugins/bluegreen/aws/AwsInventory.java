package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.port.Inventory;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;

/** Types and sizes as the launch template, the load balancer and RDS tell them. */
final class AwsInventory implements Inventory {
    private final Calls calls;

    AwsInventory(Calls calls) {
        this.calls = calls;
    }

    @Override
    public Sizes read(Environment environment, String database) {
        ResponseLaunchTemplateData template = template(environment.blue().group());
        int volume = template.blockDeviceMappings().stream()
                .filter(device -> device.ebs() != null && device.ebs().volumeSize() != null)
                .mapToInt(device -> device.ebs().volumeSize())
                .findFirst()
                .orElse(0);
        return new Sizes(
                template.instanceTypeAsString() == null ? "" : template.instanceTypeAsString(),
                volume,
                zones(environment.rules().get(0).listener()),
                database.isEmpty() ? Optional.empty() : Optional.of(database(database)));
    }

    private ResponseLaunchTemplateData template(String group) {
        String thing = "Auto Scaling group " + group;
        DescribeAutoScalingGroupsRequest request = DescribeAutoScalingGroupsRequest.builder()
                .autoScalingGroupNames(group)
                .build();
        LaunchTemplateSpecification template = calls
                .send(thing, request, calls.clients().autoScaling()::describeAutoScalingGroups)
                .autoScalingGroups()
                .stream()
                .findFirst()
                .flatMap(found -> Optional.ofNullable(found.launchTemplate()))
                .orElseThrow(() -> missing(thing + " with a launch template"));
        String version = template.version() == null ? "$Default" : template.version();
        DescribeLaunchTemplateVersionsRequest versions = DescribeLaunchTemplateVersionsRequest.builder()
                .launchTemplateId(template.launchTemplateId())
                .versions(version)
                .build();
        String what = "launch template " + template.launchTemplateId() + " version " + version;
        return calls
                .send(what, versions, calls.clients().ec2()::describeLaunchTemplateVersions)
                .launchTemplateVersions()
                .stream()
                .findFirst()
                .orElseThrow(() -> missing(what))
                .launchTemplateData();
    }

    /** {@code …:listener/app/name/id/listener} belongs to {@code …:loadbalancer/app/name/id}. */
    private int zones(String listener) {
        String balancer = listener.substring(0, listener.lastIndexOf('/')).replace(":listener/", ":loadbalancer/");
        DescribeLoadBalancersRequest request = DescribeLoadBalancersRequest.builder()
                .loadBalancerArns(balancer)
                .build();
        return calls
                .send("load balancer " + balancer, request, calls.clients().elb()::describeLoadBalancers)
                .loadBalancers()
                .stream()
                .findFirst()
                .orElseThrow(() -> missing("load balancer " + balancer))
                .availabilityZones()
                .size();
    }

    private DatabaseSize database(String id) {
        DescribeDbInstancesRequest request =
                DescribeDbInstancesRequest.builder().dbInstanceIdentifier(id).build();
        List<DBInstance> found = calls.send(
                        "database " + id, request, calls.clients().rds()::describeDBInstances)
                .dbInstances();
        DBInstance one = found.stream().findFirst().orElseThrow(() -> missing("database " + id));
        return new DatabaseSize(one.dbInstanceClass(), Boolean.TRUE.equals(one.multiAZ()), one.allocatedStorage());
    }

    private WorldException missing(String what) {
        return new WorldException(
                WorldException.Kind.NOT_FOUND,
                what + " does not exist in region " + calls.clients().region() + " of this account");
    }
}

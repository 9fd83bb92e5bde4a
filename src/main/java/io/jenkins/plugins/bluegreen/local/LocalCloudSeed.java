package io.jenkins.plugins.bluegreen.local;

import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An environment to release into, as Terraform would have built it: a load balancer whose listener's default action holds both sides 100/0,
 * preview rules by the header {@code X-BlueGreen-Preview: blue|green}, and for each side a target group, a launch template and an Auto
 * Scaling group; and a database.
 *
 * @param name of the environment; the sides' resources are {@code <name>-blue} and {@code <name>-green}
 * @param listenerPort 0 for any free one
 * @param instances of the blue side, which is live; green has none
 * @param userData the script of a side's first launch template version, by colour
 * @param tags that instances get beside {@code Name} and {@code bluegreen:colour}
 * @param healthInterval between two health checks; 5 s is the least that AWS has, shorter ones work here
 * @param drain the deregistration delay, in whole seconds
 */
public record LocalCloudSeed(
        String name,
        int listenerPort,
        int instances,
        UnaryOperator<String> userData,
        Map<String, String> tags,
        Duration healthInterval,
        Duration drain) {

    /** The header that asks for a side whatever the weights. */
    public static final String PREVIEW_HEADER = "X-BlueGreen-Preview";

    private static final int AWS_LEAST_INTERVAL = 5;
    private static final int MAX_INSTANCES = 10;

    public LocalCloudSeed {
        tags = Map.copyOf(tags);
    }

    /** Environment "local", any free port, two instances, health checks every 5 s, 30 s to drain. */
    public static LocalCloudSeed of(UnaryOperator<String> userData) {
        return new LocalCloudSeed("local", 0, 2, userData, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    public LocalCloudSeed withListenerPort(int port) {
        return new LocalCloudSeed(name, port, instances, userData, tags, healthInterval, drain);
    }

    public LocalCloudSeed withInstances(int count) {
        return new LocalCloudSeed(name, listenerPort, count, userData, tags, healthInterval, drain);
    }

    public LocalCloudSeed withTags(Map<String, String> instanceTags) {
        return new LocalCloudSeed(name, listenerPort, instances, userData, instanceTags, healthInterval, drain);
    }

    public LocalCloudSeed withHealthInterval(Duration interval) {
        return new LocalCloudSeed(name, listenerPort, instances, userData, tags, interval, drain);
    }

    public LocalCloudSeed withDrain(Duration delay) {
        return new LocalCloudSeed(name, listenerPort, instances, userData, tags, healthInterval, delay);
    }

    /** Builds the environment. Health is not awaited. */
    public SeededEnvironment plant(LocalCloud cloud) {
        Map<String, SeededEnvironment.Side> sides = new LinkedHashMap<>();
        for (String colour : List.of("blue", "green")) {
            String groupArn = targetGroup(cloud, colour);
            sides.put(colour, new SeededEnvironment.Side(groupArn, name + "-" + colour, template(cloud, colour)));
        }
        String loadBalancer = elb(
                        cloud,
                        "CreateLoadBalancer",
                        Map.of(
                                "Name", name,
                                "Subnets.member.1", subnet(cloud, 0),
                                "Subnets.member.2", subnet(cloud, 1)))
                .first("LoadBalancers")
                .text("LoadBalancerArn");
        String listener = listener(cloud, loadBalancer, sides);
        // The listener has no other rule yet, so the first one is its default rule.
        String rule = elb(cloud, "DescribeRules", Map.of("ListenerArn", listener))
                .first("Rules")
                .text("RuleArn");
        Map<String, String> previewRules = new LinkedHashMap<>();
        sides.forEach((colour, side) -> previewRules.put(colour, previewRule(cloud, listener, colour, side)));
        sides.forEach((colour, side) -> scalingGroup(cloud, colour, side));
        String bucket = name + "-bluegreen-state";
        cloud.createBucket(bucket);
        int port = cloud.traffic().stream()
                .filter(traffic -> traffic.listenerArn().equals(listener))
                .findFirst()
                .orElseThrow()
                .boundPort();
        cloud.call("rds", "CreateDBInstance", Map.of("DBInstanceIdentifier", name + "-database"));
        return new SeededEnvironment(
                name, loadBalancer, listener, rule, previewRules, sides, cloud.nodes(), port, bucket);
    }

    private static Shape elb(LocalCloud cloud, String action, Map<String, String> form) {
        return cloud.call("elasticloadbalancing", action, form);
    }

    private static String subnet(LocalCloud cloud, int index) {
        return cloud.subnets().get(index);
    }

    private String targetGroup(LocalCloud cloud, String colour) {
        long interval = Math.max(AWS_LEAST_INTERVAL, healthInterval.toSeconds());
        String arn = elb(
                        cloud,
                        "CreateTargetGroup",
                        Map.of(
                                "Name", name + "-" + colour,
                                "Protocol", "HTTP",
                                "Port", "8080",
                                "VpcId", cloud.vpc(),
                                "HealthCheckPath", "/health",
                                "HealthCheckIntervalSeconds", Long.toString(interval),
                                "HealthCheckTimeoutSeconds", "2",
                                "HealthyThresholdCount", "2",
                                "UnhealthyThresholdCount", "2"))
                .first("TargetGroups")
                .text("TargetGroupArn");
        elb(
                cloud,
                "ModifyTargetGroupAttributes",
                Map.of(
                        "TargetGroupArn",
                        arn,
                        "Attributes.member.1.Key",
                        "deregistration_delay.timeout_seconds",
                        "Attributes.member.1.Value",
                        Long.toString(drain.toSeconds())));
        if (healthInterval.compareTo(Duration.ofSeconds(AWS_LEAST_INTERVAL)) < 0) {
            cloud.checkHealthEvery(arn, healthInterval);
        }
        return arn;
    }

    private String template(LocalCloud cloud, String colour) {
        String script =
                Base64.getEncoder().encodeToString(userData.apply(colour).getBytes(StandardCharsets.UTF_8));
        Shape answer = cloud.call(
                "ec2",
                "CreateLaunchTemplate",
                Map.of(
                        "LaunchTemplateName",
                        name + "-" + colour,
                        "LaunchTemplateData.ImageId",
                        "ami-0a1b2c3d4e5f60001",
                        "LaunchTemplateData.InstanceType",
                        "t3.micro",
                        "LaunchTemplateData.UserData",
                        script));
        return ((Shape) answer.member("launchTemplate").orElseThrow()).text("launchTemplateId");
    }

    private String listener(LocalCloud cloud, String loadBalancer, Map<String, SeededEnvironment.Side> sides) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "LoadBalancerArn",
                loadBalancer,
                "Protocol",
                "HTTP",
                "Port",
                Integer.toString(listenerPort == 0 ? cloud.freePort() : listenerPort),
                "DefaultActions.member.1.Type",
                "forward"));
        int n = 1;
        for (Map.Entry<String, SeededEnvironment.Side> side : sides.entrySet()) {
            String prefix = "DefaultActions.member.1.ForwardConfig.TargetGroups.member." + n++ + ".";
            form.put(prefix + "TargetGroupArn", side.getValue().targetGroupArn());
            form.put(prefix + "Weight", side.getKey().equals("blue") ? "100" : "0");
        }
        return elb(cloud, "CreateListener", form).first("Listeners").text("ListenerArn");
    }

    private String previewRule(LocalCloud cloud, String listener, String colour, SeededEnvironment.Side side) {
        return elb(
                        cloud,
                        "CreateRule",
                        Map.of(
                                "ListenerArn",
                                listener,
                                "Priority",
                                colour.equals("blue") ? "1" : "2",
                                "Conditions.member.1.Field",
                                "http-header",
                                "Conditions.member.1.HttpHeaderConfig.HttpHeaderName",
                                PREVIEW_HEADER,
                                "Conditions.member.1.HttpHeaderConfig.Values.member.1",
                                colour,
                                "Actions.member.1.Type",
                                "forward",
                                "Actions.member.1.TargetGroupArn",
                                side.targetGroupArn()))
                .first("Rules")
                .text("RuleArn");
    }

    private void scalingGroup(LocalCloud cloud, String colour, SeededEnvironment.Side side) {
        int size = colour.equals("blue") ? instances : 0;
        Map<String, String> form = new LinkedHashMap<>();
        form.put("AutoScalingGroupName", side.autoScalingGroup());
        form.put("LaunchTemplate.LaunchTemplateId", side.launchTemplateId());
        form.put("LaunchTemplate.Version", "1");
        form.put("MinSize", Integer.toString(size));
        form.put("MaxSize", Integer.toString(Math.max(MAX_INSTANCES, size)));
        form.put("DesiredCapacity", Integer.toString(size));
        form.put("VPCZoneIdentifier", subnet(cloud, 0) + "," + subnet(cloud, 1));
        form.put("HealthCheckType", "ELB");
        form.put("HealthCheckGracePeriod", "60");
        form.put("TargetGroupARNs.member.1", side.targetGroupArn());
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put("Name", side.autoScalingGroup());
        all.put("bluegreen:colour", colour);
        int n = 1;
        for (Map.Entry<String, String> tag : all.entrySet()) {
            String prefix = "Tags.member." + n++ + ".";
            form.put(prefix + "Key", tag.getKey());
            form.put(prefix + "Value", tag.getValue());
            form.put(prefix + "PropagateAtLaunch", "true");
        }
        cloud.call("autoscaling", "CreateAutoScalingGroup", form);
    }
}

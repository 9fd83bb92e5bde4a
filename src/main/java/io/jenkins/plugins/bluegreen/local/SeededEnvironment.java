package io.jenkins.plugins.bluegreen.local;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link LocalCloudSeed} has built.
 *
 * @param ruleArn the default rule, which carries production traffic; its weights are changed with {@code ModifyListener}
 * @param previewRuleArns by colour
 * @param sides by colour, blue first
 * @param nodes the load balancer's addresses; each listens on {@code port}
 * @param stateBucket an empty bucket for the state of deployments
 */
public record SeededEnvironment(
        String name,
        String loadBalancerArn,
        String listenerArn,
        String ruleArn,
        Map<String, String> previewRuleArns,
        Map<String, Side> sides,
        List<String> nodes,
        int port,
        String stateBucket) {

    /** One side's resources. */
    public record Side(String targetGroupArn, String autoScalingGroup, String launchTemplateId) {}

    public SeededEnvironment {
        previewRuleArns = Collections.unmodifiableMap(new LinkedHashMap<>(previewRuleArns));
        sides = Collections.unmodifiableMap(new LinkedHashMap<>(sides));
        nodes = List.copyOf(nodes);
    }

    /** Where users go: the load balancer's first node. */
    public URI traffic() {
        return URI.create("http://" + nodes.get(0) + ":" + port + "/");
    }

    /** Identifier of its RDS instance, which can be stopped and started; no engine runs behind it. */
    public String database() {
        return name + "-database";
    }
}

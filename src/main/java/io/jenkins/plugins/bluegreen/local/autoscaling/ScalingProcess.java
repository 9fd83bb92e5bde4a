package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.util.Arrays;

/** What Auto Scaling does by itself, and what can be suspended. */
enum ScalingProcess {
    LAUNCH("Launch"),
    TERMINATE("Terminate"),
    ADD_TO_LOAD_BALANCER("AddToLoadBalancer"),
    ALARM_NOTIFICATION("AlarmNotification"),
    AZ_REBALANCE("AZRebalance"),
    HEALTH_CHECK("HealthCheck"),
    INSTANCE_REFRESH("InstanceRefresh"),
    REPLACE_UNHEALTHY("ReplaceUnhealthy"),
    SCHEDULED_ACTIONS("ScheduledActions");

    private final String awsName;

    ScalingProcess(String awsName) {
        this.awsName = awsName;
    }

    String awsName() {
        return awsName;
    }

    static ScalingProcess named(String name) {
        return Arrays.stream(values())
                .filter(process -> process.awsName.equals(name))
                .findFirst()
                .orElseThrow(() -> AwsError.validation("'" + name + "' is not a scaling process"));
    }
}

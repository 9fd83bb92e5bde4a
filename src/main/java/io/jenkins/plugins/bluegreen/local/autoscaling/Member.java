package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.compute.Instance;
import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates.Resolved;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.time.Instant;

/** An instance as a member of its group. Guarded by the lock of {@link Fleet}. */
final class Member {
    /** The states of Auto Scaling's life cycle that members go through here. */
    enum Lifecycle {
        PENDING("Pending"),
        IN_SERVICE("InService"),
        STANDBY("Standby"),
        TERMINATING("Terminating");

        final String awsName;

        Lifecycle(String awsName) {
            this.awsName = awsName;
        }
    }

    final Instance instance;
    final Resolved template;
    Lifecycle lifecycle = Lifecycle.PENDING;
    boolean healthy = true;
    boolean protectedFromScaleIn;
    Instant inServiceAt;
    String unhealthyBecause = "";
    Activity activity;

    Member(Instance instance, Resolved template, boolean protectedFromScaleIn, Activity activity) {
        this.instance = instance;
        this.template = template;
        this.protectedFromScaleIn = protectedFromScaleIn;
        this.inServiceAt = instance.launchedAt();
        this.activity = activity;
    }

    String id() {
        return instance.id();
    }

    boolean isActive() {
        return lifecycle == Lifecycle.PENDING || lifecycle == Lifecycle.IN_SERVICE;
    }

    void unhealthy(String because) {
        if (healthy) {
            healthy = false;
            unhealthyBecause = because;
        }
    }

    Shape shape() {
        return Shape.shape()
                .with("InstanceId", id())
                .with("InstanceType", instance.launch().instanceType())
                .with("AvailabilityZone", instance.launch().availabilityZone())
                .with("LifecycleState", lifecycle.awsName)
                .with("HealthStatus", healthy ? "Healthy" : "Unhealthy")
                .with(
                        "LaunchTemplate",
                        Shape.shape()
                                .with("LaunchTemplateId", template.id())
                                .with("LaunchTemplateName", template.name())
                                .with("Version", template.version()))
                .with("ProtectedFromScaleIn", protectedFromScaleIn);
    }
}

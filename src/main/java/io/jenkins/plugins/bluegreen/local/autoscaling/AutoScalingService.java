package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates;
import io.jenkins.plugins.bluegreen.local.ec2.Network;
import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.Protocol;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Auto Scaling. {@link #tick} moves every group a step on; whoever owns the cloud calls it a few times a second. */
public final class AutoScalingService {
    private static final Logger LOG = Logger.getLogger(AutoScalingService.class.getName());

    private final Reconciler reconciler;
    private final Policies policies;
    private final AwsApi api =
            new AwsApi("autoscaling", Protocol.QUERY, "2011-01-01", "http://autoscaling.amazonaws.com/doc/2011-01-01/");

    /** @param arnPrefix {@code arn:aws:autoscaling:<region>:<account>} */
    public AutoScalingService(
            Clock clock,
            Compute compute,
            LaunchTemplates templates,
            ElbService elb,
            Network network,
            String arnPrefix) {
        Fleet fleet = new Fleet(clock, compute, templates, elb);
        this.reconciler = new Reconciler(fleet);
        this.policies = new Policies(fleet);
        new GroupActions(fleet, reconciler, network, arnPrefix).actions(api);
        new InstanceActions(fleet, reconciler).actions(api);
        new TrafficSources(fleet).actions(api);
        new GroupOptions(fleet).actions(api);
        new WarmPools(fleet).actions(api);
        new Schedules(fleet).actions(api);
        new Tags(fleet).actions(api);
        policies.actions(api);
    }

    public AwsApi api() {
        return api;
    }

    /** Moves every group a step towards what it should be. Never throws, so that a scheduler keeps calling it. */
    public void tick() {
        try {
            reconciler.tick();
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "Auto Scaling of the local cloud failed in this tick and goes on with the next", bug);
        }
    }

    /** Runs a scaling policy because an alarm went off, unless the group's {@code AlarmNotification} is suspended. */
    public void alarm(String policyArn) {
        policies.alarm(policyArn);
    }
}

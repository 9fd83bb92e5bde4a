package io.jenkins.plugins.bluegreen.local;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.fault.CallFault;
import io.jenkins.plugins.bluegreen.local.fault.CallFaults;
import io.jenkins.plugins.bluegreen.local.traffic.DataPlane;
import java.time.Duration;
import java.util.Map;

/** Everything that can be made to go wrong; the same can be asked for by {@code POST /_local/faults}. */
public final class LocalFaults {
    private final CallFaults calls;
    private final DataPlane dataPlane;
    private final Compute compute;
    private final ElbService elb;

    LocalFaults(CallFaults calls, DataPlane dataPlane, Compute compute, ElbService elb) {
        this.calls = calls;
        this.dataPlane = dataPlane;
        this.compute = compute;
        this.elb = elb;
    }

    /** Applies AWS's published ELB API limits from now on, with full buckets, or no longer. */
    public void throttling(boolean on) {
        calls.throttling(on);
    }

    /** Makes one coming call go wrong. */
    public void failCall(CallFault fault) {
        calls.add(fault);
    }

    /** How late later changes of rules reach each node, by its address; nodes that are not named have no lag. */
    public void propagationLag(Map<String, Duration> byNode) {
        dataPlane.propagationLag(byNode);
    }

    /** How late later instances run their user data. */
    public void bootDelay(Duration delay) {
        compute.bootDelay(delay);
    }

    /** Loses an instance at once. @throws IllegalArgumentException when there is none of that id */
    public void killInstance(String instanceId) {
        compute.kill(instanceId);
    }

    /** Makes an instance hang, so that its health checks and requests time out. */
    public void hangInstance(String instanceId) {
        compute.freeze(instanceId);
    }

    /** Ends {@link #hangInstance}. */
    public void resumeInstance(String instanceId) {
        compute.thaw(instanceId);
    }

    /**
     * Changes weights as a stranger would, past the API and its counts.
     *
     * @param arn a rule, or a listener for its default action
     * @param weights by target group ARN
     */
    public void foreignWeights(String arn, Map<String, Integer> weights) {
        elb.foreignWeights(arn, weights);
    }

    /** Ends throttling, lag and boot delay, and forgets planned failures. Instances that hang go on hanging. */
    public void clear() {
        calls.clear();
        dataPlane.propagationLag(Map.of());
        compute.bootDelay(Duration.ZERO);
    }
}

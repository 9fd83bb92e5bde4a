package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.wire.AwsApi;
import io.jenkins.plugins.bluegreen.local.wire.Echo;
import io.jenkins.plugins.bluegreen.local.wire.Params;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import java.util.List;
import java.util.Optional;

/** Warm pools: kept and described; no instance waits in one here. */
final class WarmPools {
    private final Fleet fleet;

    WarmPools(Fleet fleet) {
        this.fleet = fleet;
    }

    void actions(AwsApi api) {
        api.on("PutWarmPool", params -> change(params, Optional.of(params)))
                .on("DeleteWarmPool", params -> change(params, Optional.empty()))
                .on("DescribeWarmPool", this::describe);
    }

    static Shape shape(Params pool) {
        Shape shape = Shape.shape()
                .with("MinSize", pool.integer("MinSize").orElse(0))
                .with("PoolState", pool.text("PoolState", "Stopped"));
        Echo.add(shape, pool, "MaxGroupPreparedCapacity");
        Echo.add(shape, pool, "InstanceReusePolicy");
        return shape;
    }

    private Shape change(Params params, Optional<Params> pool) {
        synchronized (fleet.lock) {
            fleet.group(params.required("AutoScalingGroupName")).warmPool = pool;
            return Shape.shape();
        }
    }

    private Shape describe(Params params) {
        synchronized (fleet.lock) {
            Shape shape = Shape.shape().list("Instances", List.of());
            fleet.group(params.required("AutoScalingGroupName"))
                    .warmPool
                    .ifPresent(pool -> shape.with("WarmPoolConfiguration", shape(pool)));
            return shape;
        }
    }
}

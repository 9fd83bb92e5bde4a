package io.jenkins.plugins.bluegreen.local.compute;

import java.util.Map;
import java.util.Optional;

/**
 * What an instance is launched with.
 *
 * @param userData the decoded script; without one the instance runs and serves nothing
 * @param tags those of the launch template and of the Auto Scaling group
 */
public record InstanceLaunch(
        String imageId,
        String instanceType,
        String availabilityZone,
        String subnetId,
        Optional<String> userData,
        Map<String, String> tags) {

    public InstanceLaunch {
        tags = Map.copyOf(tags);
    }
}

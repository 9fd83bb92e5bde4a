package io.jenkins.plugins.bluegreen.local.autoscaling;

import io.jenkins.plugins.bluegreen.local.compute.Compute;
import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates;
import io.jenkins.plugins.bluegreen.local.ec2.LaunchTemplates.Resolved;
import io.jenkins.plugins.bluegreen.local.elb.ElbService;
import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All groups, and what they work with. Every access holds {@link #lock}; it may be held while load balancing or compute is called, never the
 * other way round.
 */
final class Fleet {
    final Object lock = new Object();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Clock clock;
    final Compute compute;
    final LaunchTemplates templates;
    final ElbService elb;

    Fleet(Clock clock, Compute compute, LaunchTemplates templates, ElbService elb) {
        this.clock = clock;
        this.compute = compute;
        this.templates = templates;
        this.elb = elb;
    }

    Instant now() {
        return clock.instant();
    }

    /** @throws AwsError {@code ValidationError}: Auto Scaling has no code for a group that is missing */
    Group group(String name) {
        return Optional.ofNullable(groups.get(name))
                .orElseThrow(() -> AwsError.validation(
                        "AutoScalingGroup name not found - AutoScalingGroup '" + name + "' not found"));
    }

    Optional<Group> groupOf(String instanceId) {
        return groups.values().stream()
                .filter(group ->
                        group.members.stream().anyMatch(member -> member.id().equals(instanceId)))
                .findFirst();
    }

    Member member(Group group, String instanceId) {
        return group.members.stream()
                .filter(member -> member.id().equals(instanceId))
                .findFirst()
                .orElseThrow(() -> AwsError.validation(
                        "The instance " + instanceId + " is not part of Auto Scaling group " + group.name + "."));
    }

    /** @throws AwsError {@code ValidationError}, as Auto Scaling words a template or version that does not exist */
    Resolved resolve(Group.LaunchSource source) {
        try {
            return templates.resolve(source.id(), source.name(), source.version());
        } catch (AwsError e) {
            throw AwsError.validation("You must use a valid fully-formed launch template. " + e.getMessage());
        }
    }
}

package io.jenkins.plugins.bluegreen.model;

import java.util.List;
import java.util.Set;

/**
 * What a side looked like.
 *
 * @param capacity the Auto Scaling group's three numbers
 * @param release the release id that new instances would get; empty if the launch template names none
 * @param suspended what of the group's own doings is suspended, by whomever
 * @param targets instances of the group and targets of the target group, joined by instance id
 */
public record SideReading(Capacity capacity, String release, Set<Doing> suspended, List<Target> targets) {
    public SideReading {
        suspended = Set.copyOf(suspended);
        targets = List.copyOf(targets);
    }

    /** Whether Terraform made the side and nothing was ever released to it. */
    public boolean neverReleased() {
        return release.equals(Release.NONE);
    }

    /** Instances in service, healthy in the target group and of the right release. */
    public long ready(Release wanted) {
        return targets.stream()
                .filter(t -> t.isReady() && t.release().equals(wanted.id()))
                .count();
    }

    public long healthy() {
        return targets.stream().filter(Target::isReady).count();
    }

    /** How far it is kept still. */
    public Hold hold() {
        return Hold.of(suspended);
    }

    /** Whether anything that a deployment suspends is suspended. */
    public boolean isTouched() {
        return !suspended.isEmpty();
    }

    /** No instance and no target, draining ones included. */
    public boolean isEmpty() {
        return targets.isEmpty() && capacity.desired() == 0;
    }
}

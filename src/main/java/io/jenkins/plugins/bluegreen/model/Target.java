package io.jenkins.plugins.bluegreen.model;

/**
 * An instance of a side, as the Auto Scaling group and the target group see it together.
 *
 * @param id instance id
 * @param release the release id its tag names; empty if it has none
 * @param health what the target group says
 * @param inService whether the Auto Scaling group has it in service
 * @param reason the target group's own words for a health other than healthy
 */
public record Target(String id, String release, Health health, boolean inService, String reason) {
    /** Target health as ELB names it; anything a future API may add is {@link #UNAVAILABLE}. */
    public enum Health {
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        UNUSED,
        DRAINING,
        UNAVAILABLE
    }

    /** In service, registered and passing its health checks. */
    public boolean isReady() {
        return inService && health == Health.HEALTHY;
    }
}

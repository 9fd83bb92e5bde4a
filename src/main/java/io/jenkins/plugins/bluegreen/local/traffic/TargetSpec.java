package io.jenkins.plugins.bluegreen.local.traffic;

/**
 * A target.
 *
 * @param id names it within its group, for instance an instance id
 * @param host address or name that traffic is sent to
 * @param port 1-65535
 */
public record TargetSpec(String id, String host, int port) {

    /** Refuses a port out of range. */
    public TargetSpec {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of target " + id + " is not within 1-65535");
        }
    }
}

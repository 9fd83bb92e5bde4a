package io.jenkins.plugins.bluegreen.model;

/** What an Auto Scaling group does of its own accord, and a deployment keeps it from for a while. */
public enum Doing {
    /** Scaling because an alarm rings. */
    ALARMS("scaling by alarms"),
    /** Scaling because a scheduled action is due. */
    SCHEDULES("scheduled actions"),
    /** Moving instances so that all zones have as many. */
    ZONES("rebalancing of zones"),
    /** Replacing instances that fail their health checks. */
    REPLACEMENT("replacement of sick instances");

    private final String words;

    Doing(String words) {
        this.words = words;
    }

    /** As people call it. */
    public String words() {
        return words;
    }
}

package io.jenkins.plugins.bluegreen.model;

/**
 * The state of a CloudWatch alarm.
 *
 * @param name alarm name
 * @param state its state
 * @param reason CloudWatch's own words
 */
public record AlarmReading(String name, State state, String reason) {
    /** States of a CloudWatch alarm, and the case that there is no such alarm. */
    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA,
        MISSING
    }
}

package io.jenkins.plugins.bluegreen.port;

import java.util.Objects;

/** The ports of one environment. */
public record World(
        TrafficSwitch traffic,
        Fleet fleet,
        Prober prober,
        Alarms alarms,
        TrafficMeter meter,
        SchemaStatus schema,
        CallMeter calls) {
    public World {
        Objects.requireNonNull(traffic, "traffic");
        Objects.requireNonNull(fleet, "fleet");
        Objects.requireNonNull(prober, "prober");
        Objects.requireNonNull(alarms, "alarms");
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(calls, "calls");
    }
}

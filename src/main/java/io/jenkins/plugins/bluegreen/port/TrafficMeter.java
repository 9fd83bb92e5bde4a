package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Colour;
import io.jenkins.plugins.bluegreen.model.Environment;
import java.time.Instant;
import java.util.OptionalLong;

/** What the load balancer itself counts: the second witness beside our probes. */
public interface TrafficMeter {
    /**
     * Requests a side got between two instants; empty where nothing has been published for that time (which is not zero: ALB metrics
     * come once a minute, and only while requests flow).
     */
    OptionalLong requests(Environment environment, Colour side, Instant from, Instant to);
}

package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Receipt;

/** Publishes what a deployment came to, as metrics. Failing must not hurt the deployment. */
@FunctionalInterface
public interface MetricSink {
    void record(Environment environment, Receipt receipt);
}

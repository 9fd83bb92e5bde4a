package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.engine.Inspection;
import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.sleep.Sleeping;
import java.util.function.Function;

/**
 * What one caller does with an installation, with rights of its own. It can be thrown away at any time.
 *
 * @param begins writes orders down, as {@link io.jenkins.plugins.bluegreen.engine.Engine#begin} does
 * @param inspection looks at environments
 * @param sleeping puts environments to sleep and wakes them
 * @param costs what environments cost
 */
public record Caller(Function<Request, Deployment> begins, Inspection inspection, Sleeping sleeping, Costs costs) {
    /** Writes an order down. */
    public Deployment begin(Request request) {
        return begins.apply(request);
    }
}

package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.engine.Request;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Plan;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import java.io.Serializable;

/** What a {@code blueGreenDeploy} was asked for: checked when the step starts, and saved with the build as plain values. */
final class DeployOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String release;
    private final String image;
    private final String artifact;
    private final Integer schemaMin;
    private final Integer schemaMax;
    private final String plan;
    private final boolean untilVerified;
    private final boolean waitWhenBusy;

    DeployOrder(
            String release,
            String image,
            String artifact,
            Integer schemaMin,
            Integer schemaMax,
            String plan,
            String until,
            String whenBusy) {
        this.release = release;
        this.image = image;
        this.artifact = artifact;
        this.schemaMin = schemaMin;
        this.schemaMax = schemaMax;
        this.plan = plan;
        this.untilVerified = isFirst("until", until, "verified", "done");
        this.waitWhenBusy = isFirst("whenBusy", whenBusy, "wait", "fail");
        release();
        plan();
    }

    private static boolean isFirst(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(
                    name + " '" + value + "' is unknown: write '" + first + "' or '" + second + "'");
        }
        return value.equals(first);
    }

    boolean waitsWhenBusy() {
        return waitWhenBusy;
    }

    Release release() {
        SchemaRange range = new SchemaRange(
                schemaMin == null ? SchemaRange.ANY.min() : schemaMin,
                schemaMax == null ? SchemaRange.ANY.max() : schemaMax);
        return new Release(release, image, artifact, range);
    }

    Request request(Environment environment, String by) {
        return new Request(environment, release(), plan(), untilVerified, by);
    }

    private Plan plan() {
        return plan == null ? Plan.DEFAULT : Plan.parse(plan).toTheEnd();
    }
}

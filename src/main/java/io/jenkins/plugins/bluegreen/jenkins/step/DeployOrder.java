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
    private final WhenBusy whenBusy;

    DeployOrder(
            String release,
            String image,
            String artifact,
            Integer schemaMin,
            Integer schemaMax,
            String plan,
            String until,
            WhenBusy whenBusy) {
        this.release = release;
        this.image = image;
        this.artifact = artifact;
        this.schemaMin = schemaMin;
        this.schemaMax = schemaMax;
        this.plan = plan;
        this.untilVerified = "verified".equals(until);
        if (until != null && !untilVerified && !"done".equals(until)) {
            throw new IllegalArgumentException("until '" + until + "' is unknown: write 'verified' or 'done'");
        }
        this.whenBusy = whenBusy;
        release();
        if (plan != null) {
            given();
        }
    }

    boolean stopsWhenVerified() {
        return untilVerified;
    }

    boolean waitsWhenBusy() {
        return whenBusy == WhenBusy.WAIT;
    }

    Release release() {
        SchemaRange range = new SchemaRange(
                schemaMin == null ? SchemaRange.ANY.min() : schemaMin,
                schemaMax == null ? SchemaRange.ANY.max() : schemaMax);
        return new Release(release, image, artifact, range);
    }

    /**
     * What the engine is asked for.
     *
     * @param usual the environment's own plan, for a step that gives none
     */
    Request request(Environment environment, Plan usual, String by) {
        return new Request(environment, release(), plan == null ? usual : given(), untilVerified, by);
    }

    private Plan given() {
        return Plan.parse(plan).toTheEnd();
    }
}

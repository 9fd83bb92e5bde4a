package io.jenkins.plugins.bluegreen.jenkins.step;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import io.jenkins.plugins.bluegreen.sleep.Wish;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/** What a {@code stopEnvironment} or {@code startEnvironment} was asked for, as plain values that are saved with the build. */
final class SleepOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Wish wish;
    private final WhenBusy whenBusy;
    private Instant awakeUntil;
    private String release;
    private String image;
    private String artifact;

    SleepOrder(Wish wish, WhenBusy whenBusy) {
        this.wish = wish;
        this.whenBusy = whenBusy;
    }

    /** No schedule puts the environment to sleep before then. */
    SleepOrder awakeUntil(Instant until) {
        awakeUntil = until;
        return this;
    }

    /**
     * What a new environment begins with.
     *
     * @throws IllegalArgumentException if that is no release
     */
    SleepOrder first(String id, String fromImage, String fromArtifact) {
        if (id == null && (fromImage != null || fromArtifact != null)) {
            throw new IllegalArgumentException(
                    "image and artifact say where the first release is: name it by release:");
        }
        release = id;
        image = fromImage;
        artifact = fromArtifact;
        first();
        return this;
    }

    Wish wish() {
        return wish;
    }

    boolean waitsWhenBusy() {
        return whenBusy == WhenBusy.WAIT;
    }

    Optional<Instant> awakeUntil() {
        return Optional.ofNullable(awakeUntil);
    }

    Optional<Release> first() {
        return Optional.ofNullable(release).map(id -> new Release(id, image, artifact, SchemaRange.ANY));
    }
}

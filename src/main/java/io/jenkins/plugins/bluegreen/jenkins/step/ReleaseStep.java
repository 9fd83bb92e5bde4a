package io.jenkins.plugins.bluegreen.jenkins.step;

import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that brings a release to an environment, or may: where the release is, and what to do while another deployment is under way. */
public abstract class ReleaseStep extends EnvironmentStep {
    private String image;
    private String artifact;
    private String whenBusy;

    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getArtifact() {
        return artifact;
    }

    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = Util.fixEmptyAndTrim(artifact);
    }

    public String getWhenBusy() {
        return whenBusy;
    }

    @DataBoundSetter
    public void setWhenBusy(String whenBusy) {
        this.whenBusy = Util.fixEmptyAndTrim(whenBusy);
    }
}

package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import picocli.CommandLine.Option;

/** Where instances find the release that a command brings. */
final class ReleaseOptions {
    @Option(
            names = "--image",
            paramLabel = "AMI",
            description = "AMI that the release is in (default: the launch template's)")
    private String image = "";

    @Option(
            names = "--artifact",
            paramLabel = "PLACE",
            description = "where instances fetch the release, as the user data understands it")
    private String artifact = "";

    Release of(String id, SchemaRange schema) {
        return new Release(id, image, artifact, schema);
    }
}

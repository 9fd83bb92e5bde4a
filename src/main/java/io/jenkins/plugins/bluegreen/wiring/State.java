package io.jenkins.plugins.bluegreen.wiring;

import java.nio.file.Path;

/** Where deployments and leases are kept. */
public sealed interface State {
    /** On this machine: for one controller, or several on the same machine. */
    record Directory(Path path) implements State {}

    /** In an S3 bucket: for any number of controllers anywhere. */
    record Bucket(String region, String bucket, String prefix) implements State {}
}

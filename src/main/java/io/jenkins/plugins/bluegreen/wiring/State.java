package io.jenkins.plugins.bluegreen.wiring;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where deployments and leases are kept. */
public sealed interface State {
    /** On this machine: for one controller, or several on the same machine. */
    record Directory(Path path) implements State {}

    /** In an S3 bucket: for any number of controllers anywhere. */
    record Bucket(String region, String bucket, String prefix) implements State {
        private static final Pattern PLACE = Pattern.compile("s3://([^/?]+)/?([^?]*)");
        private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

        /**
         * Reads {@code s3://bucket/prefix?region=eu-central-1}, the same for every program, which would not find each other's leases
         * otherwise.
         *
         * @param usual the region if none is written; empty = one must be
         * @return empty if the text is none such
         */
        public static Optional<Bucket> read(String text, String usual) {
            String[] parts = text.split("\\?region=", 2);
            String region = parts.length == 2 ? parts[1] : usual;
            Matcher place = PLACE.matcher(parts[0]);
            return place.matches() && REGION.matcher(region).matches()
                    ? Optional.of(new Bucket(region, place.group(1), place.group(2)))
                    : Optional.empty();
        }
    }
}

package io.jenkins.plugins.bluegreen.model;

import java.util.regex.Pattern;

/**
 * What is deployed.
 *
 * @param id the version id its answers carry, 1-128 characters of letters, digits and {@code . _ + : -}
 * @param image AMI id that new instances boot from; empty keeps the launch template's own
 * @param artifact where the instances fetch it, as the user data understands it; empty where the id is enough
 * @param schema the versions of the database schema it runs on
 */
public record Release(String id, String image, String artifact, SchemaRange schema) {
    /** What Terraform names where a side never had a release ({@code infra/modules/webserver}). */
    public static final String NONE = "none";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._+:-]{1,128}");

    public Release {
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "release id '" + id
                            + "' cannot be used: it is 1 to 128 letters, digits and the signs . _ + : - (it becomes a tag and a header)");
        }
        image = Text.orEmpty(image);
        artifact = Text.orEmpty(artifact);
        schema = schema == null ? SchemaRange.ANY : schema;
    }

    /** A release known by its id alone. */
    public static Release of(String id) {
        return new Release(id, "", "", SchemaRange.ANY);
    }

    @Override
    public String toString() {
        return id;
    }
}

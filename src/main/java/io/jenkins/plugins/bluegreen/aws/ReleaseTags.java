package io.jenkins.plugins.bluegreen.aws;

/** Tags by which an instance knows, and tells, what it runs; its user data reads them from the instance metadata service. */
final class ReleaseTags {
    /** The release id. */
    static final String RELEASE = "bluegreen:release";

    /** The side. */
    static final String COLOUR = "bluegreen:colour";

    /** Where the instance fetches the release. */
    static final String ARTIFACT = "bluegreen:artifact";

    private ReleaseTags() {}
}

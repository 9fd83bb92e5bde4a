package io.jenkins.plugins.bluegreen.local.wire;

/** How a service writes its answers. */
public enum Protocol {
    /** {@code <XResponse><XResult>…}, lists of {@code <member>}. */
    QUERY,
    /** {@code <XResponse>} without a result wrapper, lists of {@code <item>}. */
    EC2
}

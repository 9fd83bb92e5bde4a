package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Util;

/** Where the page of a deployment is. */
public final class PageAddress {
    /** Of the page of all environments, below the root of this Jenkins. */
    public static final String ROOT = "blue-green";

    private PageAddress() {}

    /** Of the page of one deployment, below the root of this Jenkins. */
    public static String of(String environment, String id) {
        return ROOT + "/environment/" + Util.rawEncode(environment) + "/deployment/" + Util.rawEncode(id);
    }
}

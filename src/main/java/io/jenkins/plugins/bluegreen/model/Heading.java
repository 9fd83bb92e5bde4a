package io.jenkins.plugins.bluegreen.model;

/** Which way a deployment goes: to the new side, or back to the old one. */
public enum Heading {
    FORWARD,
    BACK
}

package io.jenkins.plugins.bluegreen.cli;

/** How a command answers. */
enum Output {
    /** For people. */
    TEXT,
    /** One JSON object on standard output; everything for people goes to standard error. */
    JSON
}

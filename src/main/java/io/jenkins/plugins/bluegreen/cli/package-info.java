/** The command line: one class for each command, which prints and gives the exit code. */
package io.jenkins.plugins.bluegreen.cli;

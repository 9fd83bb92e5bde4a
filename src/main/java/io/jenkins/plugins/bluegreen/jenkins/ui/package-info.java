/**
 * Pages: a tab on the build and one page for all environments, around the web component that {@code bluegreen serve} shows, too.
 */
package io.jenkins.plugins.bluegreen.jenkins.ui;

/**
 * The page: its files, the JSON it is fed with, and the small server behind {@code bluegreen serve}.
 *
 * <p>{@link io.jenkins.plugins.bluegreen.web.Assets} and {@link io.jenkins.plugins.bluegreen.web.PageData} serve Jenkins as well, which
 * has its own server; {@link io.jenkins.plugins.bluegreen.web.PageServer} is for the command line only and alone needs Undertow.
 */
package io.jenkins.plugins.bluegreen.web;

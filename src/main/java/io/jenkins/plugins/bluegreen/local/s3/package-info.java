/**
 * The subset of S3 that keeps deployment state and artifacts: path-style objects with ETags and conditional writes.
 * Entry: {@link io.jenkins.plugins.bluegreen.local.s3.S3Service}.
 */
package io.jenkins.plugins.bluegreen.local.s3;

/**
 * STS: who is calling, and temporary credentials. Entry: {@link io.jenkins.plugins.bluegreen.local.sts.StsService}.
 */
package io.jenkins.plugins.bluegreen.local.sts;

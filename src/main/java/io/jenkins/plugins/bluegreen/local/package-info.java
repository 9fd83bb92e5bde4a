/**
 * The local cloud: AWS's wire protocol with a real data plane and real processes as instances, on loopback only, for whoever wants to watch
 * or test a release without an AWS account. The unmodified AWS SDKs, the AWS CLI and Terraform's AWS provider talk to it. Entry:
 * {@link io.jenkins.plugins.bluegreen.local.LocalCloud}.
 */
package io.jenkins.plugins.bluegreen.local;

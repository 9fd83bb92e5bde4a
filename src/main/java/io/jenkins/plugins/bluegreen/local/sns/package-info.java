/**
 * SNS topics whose published messages are kept and can be read. Entry: {@link io.jenkins.plugins.bluegreen.local.sns.SnsService}.
 */
package io.jenkins.plugins.bluegreen.local.sns;

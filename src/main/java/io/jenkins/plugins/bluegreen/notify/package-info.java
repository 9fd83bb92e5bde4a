/**
 * Tells people and systems how deployments go: {@code News} decides what is worth a message, {@code Post} delivers it on threads of its
 * own, and each receiver puts it in its own words. A receiver that fails or hangs never hurts a deployment; secrets are never logged.
 */
package io.jenkins.plugins.bluegreen.notify;

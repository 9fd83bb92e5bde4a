/**
 * Puts environments to sleep and wakes them: both sides to nothing, the database stopped, and back. {@code Sleeper.decide} and
 * {@code Calendar.decide} are pure; {@code Sleeping} is the door, {@code AutoStop} the schedule's. What must be remembered is kept in
 * the environment itself (tags), so any controller can wake what another one put to sleep.
 */
package io.jenkins.plugins.bluegreen.sleep;

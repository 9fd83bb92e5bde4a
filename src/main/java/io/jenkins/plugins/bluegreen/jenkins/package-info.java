/**
 * The front door for Jenkins: steps, pages, configuration. Only here may classes of Jenkins be used.
 */
package io.jenkins.plugins.bluegreen.jenkins;

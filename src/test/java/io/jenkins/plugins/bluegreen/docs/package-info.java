/** Keeps documentation true: what is generated from code is not stale, links lead somewhere, commands can be given. */
package io.jenkins.plugins.bluegreen.docs;

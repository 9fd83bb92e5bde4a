/**
 * Pipeline steps over the engine. No step holds a thread; each keeps a deployment's id and finds the truth in the store.
 */
package io.jenkins.plugins.bluegreen.jenkins.step;

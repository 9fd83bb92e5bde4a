/**
 * Pipeline steps over the engine. No step holds a thread while it waits; each keeps names and ids and finds the truth in the store.
 *
 * <p>A step is a {@code XStep} (fields, setters, its descriptor: {@link io.jenkins.plugins.bluegreen.jenkins.step.EnvironmentStep} has what
 * all have), and an execution that says what to do: {@link io.jenkins.plugins.bluegreen.jenkins.step.LookExecution} where one question has
 * one answer, {@link io.jenkins.plugins.bluegreen.jenkins.step.EnvironmentExecution} where something is waited for, {@link
 * io.jenkins.plugins.bluegreen.jenkins.step.EngineExecution} where that is a deployment. Beside it in the resources: {@code config.jelly},
 * {@code help.html}, a {@code help-<field>.html} for each field, its name in {@code Messages.properties}. What it returns is a map made by
 * {@link io.jenkins.plugins.bluegreen.jenkins.step.ResultMap}. {@code docs/jenkins.md} has a line for it.
 */
package io.jenkins.plugins.bluegreen.jenkins.step;

/**
 * The words of the product as values: records, enums and sealed types that know nothing but the JDK.
 *
 * <p>{@link io.jenkins.plugins.bluegreen.model.Deployment} is the entry: what it is told to do is its
 * {@link io.jenkins.plugins.bluegreen.model.Order}, what happened to it is a list of
 * {@link io.jenkins.plugins.bluegreen.model.Event}s, and its state is those events applied one after the other.
 */
package io.jenkins.plugins.bluegreen.model;

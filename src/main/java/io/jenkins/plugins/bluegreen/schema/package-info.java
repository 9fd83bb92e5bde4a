/**
 * The schema contract: what a migration does to the release that is still running, which release may run on which schema, and
 * the two phases in which migrations run.
 *
 * <p>{@link io.jenkins.plugins.bluegreen.schema.SchemaMigrations} is the door. Behind it are a pure classifier of PostgreSQL
 * statements ({@code Classifier}), the pure rules of the contract ({@link
 * io.jenkins.plugins.bluegreen.model.SchemaContract}), and Flyway at the edge.
 */
package io.jenkins.plugins.bluegreen.schema;
